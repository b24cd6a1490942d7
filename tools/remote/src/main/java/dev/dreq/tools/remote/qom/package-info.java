/** The object model as QEMU's clients see it: a tree of typed objects with properties. */
@NullMarked
package dev.dreq.tools.remote.qom;

import org.jspecify.annotations.NullMarked;
