package dev.dreq.tools.drivers.floppy;

import static org.mockito.Mockito.mock;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mockito.invocation.InvocationOnMock;

/**
 * An adapter that says what it is asked before another one does it; addresses are told relative to
 * the MDL's. What is not said of a packet driver fails.
 */
final class WatchedAdapter implements DmaAdapter {
    private final DmaAdapter real;
    private final Consumer<String> note;
    private final DmaOperations operations = mock(DmaOperations.class, this::forward);

    WatchedAdapter(DmaAdapter real, Consumer<String> note) {
        this.real = real;
        this.note = note;
    }

    @Override
    public long address() {
        return real.address();
    }

    @Override
    public DmaOperations dmaOperations() {
        return operations;
    }

    private @Nullable Object forward(InvocationOnMock call) throws Throwable {
        Object[] arguments = call.getArguments().clone();
        String routine = call.getMethod().getName();
        switch (routine) {
            case "getDmaAlignment" -> {}
            case "putDmaAdapter" -> note.accept("PutDmaAdapter");
            case "freeAdapterChannel" -> note.accept("FreeAdapterChannel");
            case "allocateAdapterChannel" ->
                    note.accept("AllocateAdapterChannel(%s)".formatted(arguments[2]));
            case "mapTransfer" ->
                    note.accept(
                            "MapTransfer(%d, %d, %s)"
                                    .formatted(
                                            offset(arguments[1], arguments[3]),
                                            ((Pulong) arguments[4]).get(),
                                            arguments[5]));
            case "flushAdapterBuffers" ->
                    note.accept(
                            "FlushAdapterBuffers(%d, %s, %s)"
                                    .formatted(
                                            offset(arguments[1], arguments[3]),
                                            arguments[4],
                                            arguments[5]));
            default -> throw new AssertionError(routine);
        }
        arguments[0] = real;
        Object result;
        try {
            result = call.getMethod().invoke(real.dmaOperations(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        // A slave's driver must not look at the address.
        return routine.equals("mapTransfer") ? (Object) 0xdead_beefL : result;
    }

    private static long offset(Object mdl, Object va) {
        Mdl described = (Mdl) mdl;
        return (long) va - described.startVa() - described.byteOffset();
    }
}
