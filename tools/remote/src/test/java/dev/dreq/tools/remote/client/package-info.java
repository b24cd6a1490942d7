@NullMarked
package dev.dreq.tools.remote.client;

import org.jspecify.annotations.NullMarked;
