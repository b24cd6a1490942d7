/**
 * JSON as QMP has it: values one after the other, single quotes too, errors that leave the stream
 * usable. A value is a {@link java.util.Map}, {@link java.util.List}, {@link String}, {@link Long},
 * {@link java.math.BigInteger}, {@link Double}, {@link Boolean} or {@link JsonNull}.
 */
@NullMarked
package dev.dreq.tools.remote.json;

import org.jspecify.annotations.NullMarked;
