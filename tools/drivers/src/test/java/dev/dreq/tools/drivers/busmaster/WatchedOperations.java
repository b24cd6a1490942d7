package dev.dreq.tools.drivers.busmaster;

import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;
import org.mockito.invocation.InvocationOnMock;

/**
 * Operations that say what they are asked before others do it; addresses are told relative to the
 * MDL's.
 */
final class WatchedOperations {
    private final DmaAdapter real;
    private final Consumer<String> note;

    private WatchedOperations(DmaAdapter real, Consumer<String> note) {
        this.real = real;
        this.note = note;
    }

    /** An adapter whose operations are watched. */
    static DmaAdapter adapter(DmaAdapter real, Consumer<String> note) {
        WatchedOperations watched = new WatchedOperations(real, note);
        DmaOperations operations = mock(DmaOperations.class, watched::call);
        DmaAdapter adapter = mock(DmaAdapter.class);
        doReturn(operations).when(adapter).dmaOperations();
        return adapter;
    }

    private Object call(InvocationOnMock call) throws Throwable {
        Object[] arguments = call.getArguments().clone();
        arguments[0] = real;
        String name = call.getMethod().getName();
        switch (name) {
            case "allocateAdapterChannel" -> {
                note.accept("AllocateAdapterChannel(%s)".formatted(arguments[2]));
                arguments[3] = watch((DriverControl) arguments[3]);
            }
            case "mapTransfer" ->
                    note.accept(
                            "MapTransfer(%s, %d, %s)"
                                    .formatted(
                                            offset(arguments[1], arguments[3]),
                                            ((Pulong) arguments[4]).get(),
                                            arguments[5]));
            case "flushAdapterBuffers" ->
                    note.accept(
                            "FlushAdapterBuffers(%s, %s, %s)"
                                    .formatted(
                                            offset(arguments[1], arguments[3]),
                                            arguments[4],
                                            arguments[5]));
            case "freeMapRegisters" -> note.accept("FreeMapRegisters(%s)".formatted(arguments[2]));
            case "getScatterGatherList" -> {
                note.accept(
                        "GetScatterGatherList(%s, %s, %s)"
                                .formatted(
                                        offset(arguments[2], arguments[3]),
                                        arguments[4],
                                        arguments[7]));
                arguments[5] = watchList((DriverListControl) arguments[5]);
            }
            case "putScatterGatherList" ->
                    note.accept(
                            "PutScatterGatherList(%d elements, %s)"
                                    .formatted(
                                            ((ScatterGatherList) arguments[1]).numberOfElements(),
                                            arguments[2]));
            default -> note.accept(Character.toUpperCase(name.charAt(0)) + name.substring(1));
        }
        try {
            return call.getMethod().invoke(real.dmaOperations(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private DriverControl watch(DriverControl routine) {
        return (device, irp, base, context) -> {
            note.accept("AdapterControl");
            IoAllocationAction action = routine.control(device, irp, base, context);
            note.accept("return " + action);
            return action;
        };
    }

    private DriverListControl watchList(DriverListControl routine) {
        return (device, irp, list, context) -> {
            note.accept("AdapterListControl");
            routine.control(device, irp, list, context);
            note.accept("return");
        };
    }

    private static long offset(Object mdl, Object va) {
        Mdl described = (Mdl) mdl;
        return (Long) va - described.startVa() - described.byteOffset();
    }
}
