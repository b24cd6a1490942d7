@NullMarked
package dev.dreq.tools.remote.json;

import org.jspecify.annotations.NullMarked;
