package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** Makes and breaks the connection of a service routine to a line or a message. */
final class Interrupts {
    /** Vectors below are the processor's exceptions; a local APIC takes no message for them. */
    private static final int FIRST_VECTOR = 0x10;

    private static final int LAST_VECTOR = 0xFF;

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
        return connected(
                processor,
                new Fields.Interrupt(
                        processor.newAddress(0x100),
                        input,
                        false,
                        irql,
                        Math.max(irql, synchronizeIrql),
                        mode,
                        shareVector,
                        routine,
                        serviceContext,
                        lock != null ? lock : newLock(processor, "interrupt input " + input),
                        processor.trace.subject()));
    }

    static @Nullable Kinterrupt connectMessage(
            Processor processor,
            int vector,
            int synchronizeIrql,
            @Nullable KspinLock lock,
            ServiceRoutine routine,
            @Nullable Object serviceContext) {
        if (vector < FIRST_VECTOR || vector > LAST_VECTOR) {
            return null;
        }
        int irql = Irql.ofMessage(vector);
        return connected(
                processor,
                new Fields.Interrupt(
                        processor.newAddress(0x100),
                        vector,
                        true,
                        irql,
                        Math.max(irql, synchronizeIrql),
                        InterruptMode.Latched,
                        false,
                        routine,
                        serviceContext,
                        lock != null ? lock : newLock(processor, "message %02X".formatted(vector)),
                        processor.trace.subject()));
    }

    private static KspinLock newLock(Processor processor, String name) {
        return new Fields.SpinLock(processor.newAddress(8), name);
    }

    private static @Nullable Kinterrupt connected(Processor processor, Kinterrupt interrupt) {
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
                    "IoDisconnectInterrupt of %s, which is not connected; disconnect once"
                            .formatted(InterruptLines.name(interrupt)));
        }
    }
}
