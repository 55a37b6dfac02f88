/** Tests of the gateway as a whole. */
package io.kairoute.gateway;
