/** Text in columns and in lines. */
@NullMarked
package dev.dreq.tools.cli.text;

import org.jspecify.annotations.NullMarked;
