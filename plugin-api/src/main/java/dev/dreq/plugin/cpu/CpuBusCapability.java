package dev.dreq.plugin.cpu;

/** Marks an ability that a {@link CpuBus} may have; ask with {@link CpuBus#capability}. */
public interface CpuBusCapability {}
