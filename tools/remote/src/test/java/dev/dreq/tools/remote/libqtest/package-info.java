/** What QEMU's own test programs do, in Java. */
@NullMarked
package dev.dreq.tools.remote.libqtest;

import org.jspecify.annotations.NullMarked;
