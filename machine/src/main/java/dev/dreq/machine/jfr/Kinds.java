package dev.dreq.machine.jfr;

/**
 * The kinds of events, to be asked whether they are recorded; none of these is ever committed. The
 * flight recorder needs a moment to get to know them, so nobody asks before it is in use.
 */
final class Kinds {
    static final RegisterAccessEvent REGISTERS = new RegisterAccessEvent();
    static final DmaTransferEvent TRANSFERS = new DmaTransferEvent();
    static final BusErrorEvent BUS_ERRORS = new BusErrorEvent();
    static final DmaRequestEvent REQUESTS = new DmaRequestEvent();
    static final InterruptLineEvent LINES = new InterruptLineEvent();
    static final InterruptMessageEvent MESSAGES = new InterruptMessageEvent();
    static final GuestErrorEvent GUEST_ERRORS = new GuestErrorEvent();
    static final DeviceFaultEvent FAULTS = new DeviceFaultEvent();
    static final UnplugEvent UNPLUGS = new UnplugEvent();
    static final PlugEvent PLUGS = new PlugEvent();
    static final TargetAbortEvent ABORTS = new TargetAbortEvent();

    private Kinds() {}
}
