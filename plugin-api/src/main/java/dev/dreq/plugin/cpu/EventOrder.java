package dev.dreq.plugin.cpu;

import dev.dreq.plugin.Experimental;

/**
 * Numbers what is recorded of a machine and of the software on it, so that events at one virtual
 * time have an order.
 */
@Experimental("serves our own recordings only")
public interface EventOrder extends CpuBusCapability {

    /** The number of the next event, from 0 on; no two events of a machine share one. */
    long next();
}
