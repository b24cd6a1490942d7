/**
 * Tests of the stock drivers as their authors would write them: each driver on a bus that the test
 * plays, where every access is seen, and on a whole machine, where every byte arrives.
 */
package dev.dreq.tools.testkit.examples;
