package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** Makes and breaks the connection of a service routine to a line. */
final class Interrupts {
    private Interrupts() {}

    static @Nullable Kinterrupt connect(
            Processor processor,
            int input,
            InterruptMode mode,
            boolean shareVector,
            int synchronizeIrql,
            @Nullable KspinLock lock,
            ServiceRoutine routine,
            @Nullable Object serviceContext) {
        int inputs = processor.bus.interruptInputs();
        if (input < 0 || input >= inputs) {
            return null;
        }
        int irql = Irql.ofInput(input, inputs);
        KspinLock actual =
                lock != null
                        ? lock
                        : new Fields.SpinLock(processor.newAddress(8), "interrupt input " + input);
        Kinterrupt interrupt =
                new Fields.Interrupt(
                        processor.newAddress(0x100),
                        input,
                        irql,
                        Math.max(irql, synchronizeIrql),
                        mode,
                        shareVector,
                        routine,
                        serviceContext,
                        actual);
        if (!processor.lines.connect(interrupt)) {
            return null;
        }
        processor.interruptPoint();
        return interrupt;
    }

    static void disconnect(Processor processor, Kinterrupt interrupt) {
        if (!processor.lines.disconnect(interrupt)) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    interrupt.address(),
                    interrupt.input(),
                    0,
                    0,
                    "IoDisconnectInterrupt of interrupt input %d, which is not connected; disconnect once"
                            .formatted(interrupt.input()));
        }
    }
}
