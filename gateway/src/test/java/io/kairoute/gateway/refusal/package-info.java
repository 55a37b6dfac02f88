/** Tests of the package of the same name. */
package io.kairoute.gateway.refusal;
