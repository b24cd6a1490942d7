package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;
import dev.dreq.hal.mm.Mdl;
import org.jspecify.annotations.Nullable;

/** What drivers hand the DMA services by pointer, stored in Java fields. */
final class DmaFields {
    private DmaFields() {}

    private abstract static class Addressed implements SystemObject {
        private final long address;

        Addressed(long address) {
            this.address = address;
        }

        @Override
        public final long address() {
            return address;
        }
    }

    static final class PhysicalAddress extends Addressed implements PphysicalAddress {
        private long value;

        PhysicalAddress(long address) {
            super(address);
        }

        @Override
        public long get() {
            return value;
        }

        @Override
        public void set(long newValue) {
            value = newValue;
        }
    }

    static final class MapRegisterBase extends Addressed implements PmapRegisterBase {
        private long value;

        MapRegisterBase(long address) {
            super(address);
        }

        @Override
        public long get() {
            return value;
        }

        @Override
        public void set(long newValue) {
            value = newValue;
        }
    }

    static final class MdlPointer extends Addressed implements Pmdl {
        private @Nullable Mdl value;

        MdlPointer(long address) {
            super(address);
        }

        @Override
        public @Nullable Mdl get() {
            return value;
        }

        @Override
        public void set(@Nullable Mdl newValue) {
            value = newValue;
        }
    }

    static final class ListPointer extends Addressed implements PscatterGatherList {
        private @Nullable ScatterGatherList value;

        ListPointer(long address) {
            super(address);
        }

        @Override
        public @Nullable ScatterGatherList get() {
            return value;
        }

        @Override
        public void set(@Nullable ScatterGatherList newValue) {
            value = newValue;
        }
    }

    static final class AdapterInfo extends Addressed implements DmaAdapterInfo {
        private final int version;
        private V1 v1 = new V1(false, 0, 0, 0, 0);

        AdapterInfo(long address, int version) {
            super(address);
            this.version = version;
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public V1 v1() {
            return v1;
        }

        @Override
        public void setV1(V1 value) {
            v1 = value;
        }
    }

    static final class TransferInfo extends Addressed implements DmaTransferInfo {
        private final int version;
        private V2 v2 = new V2(0, 0, 0, 0);

        TransferInfo(long address, int version) {
            super(address);
            this.version = version;
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public V2 v2() {
            return v2;
        }

        @Override
        public void setV2(V2 value) {
            v2 = value;
        }
    }
}
