/** VideoPort: what a video miniport is linked against, and its entry points. */
@NullMarked
package dev.dreq.hal.video;

import org.jspecify.annotations.NullMarked;
