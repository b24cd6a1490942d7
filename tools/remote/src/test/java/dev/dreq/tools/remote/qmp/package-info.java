@NullMarked
package dev.dreq.tools.remote.qmp;

import org.jspecify.annotations.NullMarked;
