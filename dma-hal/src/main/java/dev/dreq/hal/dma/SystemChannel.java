package dev.dreq.hal.dma;

/** A channel of the 8237 pair, shared by all adapters that name it. */
final class SystemChannel {
    private final I8237Channel controller;
    private final AdapterChannel line;
    private int adapters;

    SystemChannel(I8237Channel controller, AdapterChannel line) {
        this.controller = controller;
        this.line = line;
    }

    I8237Channel controller() {
        return controller;
    }

    AdapterChannel line() {
        return line;
    }

    /** One more adapter uses the channel. */
    void reference() {
        adapters++;
    }

    /** One adapter less uses the channel; after the last it is masked. */
    void dereference() {
        adapters--;
        if (adapters == 0) {
            controller.mask();
        }
    }
}
