package dev.dreq.tools.cli.trace;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells which request an event serves: the IRP that the event names, the one from whose buffer the
 * moved bytes were mapped, or the only one that its driver has. Requests are numbered from 1 on, in
 * the order in which they came.
 */
final class Requests {

    /** The number of what serves no request, or perhaps one of several. */
    static final int NONE = 0;

    private record Request(int number, String driver) {}

    private record Range(long address, long length) {
        boolean holds(long first, long bytes) {
            return address <= first && first + bytes <= address + length;
        }
    }

    private final Map<Long, Request> open = new LinkedHashMap<>();
    private final Map<Range, Integer> mapped = new LinkedHashMap<>();
    private int latest;

    /** Takes note of an event, and tells the number of its request. */
    int serves(TraceEvent event) {
        return switch (event.kind()) {
            case DISPATCH -> dispatched(event);
            case COMPLETION -> completed(event);
            case MAPPING -> mapped(event);
            case DMA -> moved(event);
            case ISR, DPC, CALL, REGISTERS, VIOLATION -> ofDriver(event);
            case REGISTER,
                    BUS_ERROR,
                    DREQ,
                    LINE,
                    MESSAGE,
                    GUEST_ERROR,
                    FAULT,
                    TARGET_ABORT,
                    UNPLUG,
                    PLUG,
                    IRQL ->
                    NONE;
        };
    }

    private int dispatched(TraceEvent event) {
        Request known = open.get(event.irp());
        if (known != null && !event.begins()) {
            return known.number();
        }
        Request request = new Request(++latest, event.driver());
        open.put(event.irp(), request);
        return request.number();
    }

    private int completed(TraceEvent event) {
        Request request = open.remove(event.irp());
        if (request == null) {
            return NONE;
        }
        mapped.values().removeIf(number -> number == request.number());
        return request.number();
    }

    private int mapped(TraceEvent event) {
        int number = ofDriver(event);
        Range range = new Range(event.address(), event.length());
        mapped.keySet().removeIf(other -> other.holds(range.address(), 1));
        if (number != NONE) {
            mapped.put(range, number);
        }
        return number;
    }

    private int moved(TraceEvent event) {
        for (Map.Entry<Range, Integer> entry : mapped.entrySet()) {
            if (entry.getKey().holds(event.address(), event.length())) {
                return entry.getValue();
            }
        }
        return NONE;
    }

    private int ofDriver(TraceEvent event) {
        Request named = open.get(event.irp());
        if (named != null) {
            return named.number();
        }
        int found = NONE;
        for (Request request : open.values()) {
            if (!event.driver().isEmpty() && request.driver().equals(event.driver())) {
                if (found != NONE) {
                    return NONE;
                }
                found = request.number();
            }
        }
        return found;
    }
}
