/** The other end: a machine behind a qtest connection, seen as a CPU bus. */
@NullMarked
package dev.dreq.tools.remote.client;

import org.jspecify.annotations.NullMarked;
