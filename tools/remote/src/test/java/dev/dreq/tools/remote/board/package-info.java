@NullMarked
package dev.dreq.tools.remote.board;

import org.jspecify.annotations.NullMarked;
