package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.verifier.Rule;
import java.util.List;

/** Bytes written where nobody has a reason to write; most are noticed by guards alone. */
final class GuardFaults {
    /** In which the card moves what is left of a request. */
    private static final int MICROSECONDS = 1000;

    private static final int STRAY = 8;

    static final List<Fault> ALL =
            List.of(
                    Fault.of(
                            Rule.BUFFER_OVERRUN,
                            "1",
                            Road.MASTER,
                            FaultyDevice.RELEASE,
                            device -> scribble(device, -1)),
                    Fault.of(
                            Rule.BUFFER_OVERRUN,
                            "2",
                            Road.MASTER,
                            FaultyDevice.RELEASE,
                            device -> scribble(device, FaultyDevice.COMMON_BYTES)),
                    Fault.of(
                            Rule.BUFFER_OVERRUN,
                            "3",
                            Road.MASTER,
                            PacketRequest.END,
                            GuardFaults::goOnBehindTheEnd),
                    Fault.of(
                            Rule.BUFFER_OVERRUN,
                            "4",
                            Road.MASTER,
                            PacketRequest.PROGRAM,
                            request -> programRead(request, -STRAY, STRAY)),
                    Fault.of(
                            Rule.BUFFER_OVERRUN,
                            "5",
                            Road.MASTER,
                            PacketRequest.PROGRAM,
                            request -> programRead(request, 0, STRAY)));

    private GuardFaults() {}

    /** The processor writes beside the common buffer. */
    private static void scribble(FaultyDevice device, int offset) {
        device.kernel.mm().fill(device.commonVa + offset, 1, 0xee);
        device.freeCommonBuffer();
    }

    /** The card writes more than is mapped for it. */
    private static void programRead(PacketRequest request, int skip, int more) {
        if (request.writeToDevice) {
            request.program();
        } else {
            request.program(skip, request.length.get() + more);
        }
    }

    /** The card writes what is mapped no more. */
    private static void goOnBehindTheEnd(PacketRequest request) {
        request.free();
        if (!request.writeToDevice) {
            request.program();
            request.kernel.ke().stallExecutionProcessor(MICROSECONDS);
        }
        request.complete();
    }
}
