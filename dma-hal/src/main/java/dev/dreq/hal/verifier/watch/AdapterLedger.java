package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.AdapterFacts;
import dev.dreq.hal.dma.DmaTransferContext;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one adapter's driver has asked for, holds and has called. */
final class AdapterLedger {

    /**
     * A common buffer, as it was allocated.
     *
     * @param length in bytes, without what is around it
     * @param room what is around it
     */
    record CommonBuffer(
            int length, long logicalAddress, boolean cacheEnabled, BufferTags.Room room) {

        /** Where the device finds it. */
        Range logical() {
            return new Range(logicalAddress, Integer.toUnsignedLong(length));
        }

        @Override
        public String toString() {
            return "0x%x bytes at logical 0x%x, CacheEnabled %s"
                    .formatted(length, logicalAddress, cacheEnabled);
        }
    }

    private final AdapterFacts facts;
    private final CallHistory history = new CallHistory();
    private final List<Grant> grants = new ArrayList<>();
    private final Map<ScatterGatherList, WatchedList> lists = new LinkedHashMap<>();
    private final Map<Long, CommonBuffer> commonBuffers = new LinkedHashMap<>();
    private @Nullable DriverObject user;
    private @Nullable Guards guards;
    private int callbacks;
    private boolean released;

    AdapterLedger(AdapterFacts facts) {
        this.facts = facts;
    }

    AdapterFacts facts() {
        return facts;
    }

    CallHistory history() {
        return history;
    }

    /** All that wait or hold something, in the order in which they asked. */
    List<Grant> grants() {
        return grants;
    }

    /** Those delivered and not put, by what the kernel knows them as. */
    Map<ScatterGatherList, WatchedList> lists() {
        return lists;
    }

    /** By their virtual addresses. */
    Map<Long, CommonBuffer> commonBuffers() {
        return commonBuffers;
    }

    /** Its device is shown guarded memory in the place of what is mapped. */
    void guardBy(Guards newGuards) {
        guards = newGuards;
    }

    /** Where the byte lies that the device sees at a logical address. */
    long memory(long logical) {
        return guards == null ? logical : guards.memory(logical);
    }

    /** As {@link Guards#guardAround}. */
    @Nullable Range guardAround(long address) {
        return guards == null ? null : guards.guardAround(address);
    }

    /** A device object of this driver asks for something. */
    void usedBy(@Nullable DriverObject driver) {
        user = driver;
    }

    boolean isUsedBy(DriverObject driver) {
        return user == driver;
    }

    /** Whether an address lies in a common buffer that needs no flush. */
    boolean isCommon(long physical) {
        for (CommonBuffer buffer : commonBuffers.values()) {
            if (buffer.logical().contains(physical)) {
                return true;
            }
        }
        return false;
    }

    boolean isSlave() {
        return !facts.description().master();
    }

    /** The one with this base; null if there is none. */
    @Nullable Grant granted(long mapRegisterBase) {
        for (Grant grant : grants) {
            if (grant.isGranted() && grant.base() == mapRegisterBase) {
                return grant;
            }
        }
        return null;
    }

    /** The one that was asked for by this context; null if there is none, or it still waits. */
    @Nullable Grant granted(DmaTransferContext context) {
        for (Grant grant : grants) {
            if (grant.isGranted() && grant.context() == context) {
                return grant;
            }
        }
        return null;
    }

    /** The first in this state; null if there is none. */
    @Nullable Grant first(Grant.State state) {
        for (Grant grant : grants) {
            if (grant.state() == state) {
                return grant;
            }
        }
        return null;
    }

    /** All that its device may use now. */
    List<OpenMapping> open() {
        List<OpenMapping> open = new ArrayList<>();
        grants.forEach(grant -> open.addAll(grant.mappings()));
        lists.values().forEach(list -> open.add(list.mapping()));
        return open;
    }

    /** How many of the driver's routines run that this adapter has called. */
    int callbacks() {
        return callbacks;
    }

    void callbackBegins() {
        callbacks++;
    }

    void callbackEnds() {
        callbacks--;
    }

    boolean isReleased() {
        return released;
    }

    void release() {
        released = true;
    }

    /** How many things it holds. */
    int held() {
        return grants.size() + lists.size() + commonBuffers.size();
    }

    /** The driver of the device, or the device where that has no name. */
    String driver() {
        DeviceObject physical = facts.physicalDevice();
        DeviceObject above = physical == null ? null : physical.attachedDevice();
        return above == null ? facts.name() : above.driverObject().toString();
    }
}
