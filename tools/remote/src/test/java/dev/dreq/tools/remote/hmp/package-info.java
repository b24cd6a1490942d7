@NullMarked
package dev.dreq.tools.remote.hmp;

import org.jspecify.annotations.NullMarked;
