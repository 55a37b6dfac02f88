/** Tests of the route listener. */
package io.kairoute.gateway.route;
