/**
 * The HAL's DMA services: adapters, map registers and bounce buffers, common buffers, and the 8237
 * pair behind system DMA.
 */
@NullMarked
package dev.dreq.hal.dma;

import org.jspecify.annotations.NullMarked;
