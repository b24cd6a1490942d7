/** Requests that are cancelled, and devices that go, at every step of a request. */
package dev.dreq.tools.testkit.steps;
