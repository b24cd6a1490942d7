/** The job of a driver that breaks a rule. */
@NullMarked
package dev.dreq.tools.cli.faulty;

import org.jspecify.annotations.NullMarked;
