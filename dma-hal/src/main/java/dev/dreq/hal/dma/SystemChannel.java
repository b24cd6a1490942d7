package dev.dreq.hal.dma;

/**
 * A channel of the 8237 pair: shared by all slaves' adapters that name it, or by all ISA bus
 * masters' that name it.
 */
final class SystemChannel {
    private final I8237Channel controller;
    private final AdapterChannel line;
    private final TerminalCounts terminalCounts;
    private int slaves;
    private int masters;

    SystemChannel(I8237Channel controller, AdapterChannel line, TerminalCounts terminalCounts) {
        this.controller = controller;
        this.line = line;
        this.terminalCounts = terminalCounts;
    }

    I8237Channel controller() {
        return controller;
    }

    AdapterChannel line() {
        return line;
    }

    /** Who is to be told when this or another channel reaches its terminal count. */
    TerminalCounts terminalCounts() {
        return terminalCounts;
    }

    /** Stops the transfer, if there is one; the mapping stays. */
    void cancel() {
        controller.mask();
        terminalCounts.stopped(controller);
    }

    boolean hasSlaves() {
        return slaves != 0;
    }

    boolean hasMasters() {
        return masters != 0;
    }

    /** One more slave's adapter uses the channel. */
    void reference() {
        slaves++;
    }

    /** One slave's adapter less uses the channel; after the last it is masked. */
    void dereference() {
        slaves--;
        if (slaves == 0) {
            controller.mask();
        }
    }

    /** One more bus master asks for the bus through the channel. */
    void cascade() {
        masters++;
        controller.cascade();
    }

    /** One bus master less does; after the last the channel is masked. */
    void endCascade() {
        masters--;
        if (masters == 0) {
            controller.mask();
        }
    }
}
