package dev.dreq.tools.testkit.conformance;

/** Nothing is wrong with it, except that nobody finds it. */
final class UnlistedProvider extends FaultyProvider {}
