package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.plugin.Experimental;
import org.jspecify.annotations.Nullable;

/** Sees drivers come for adapters, and may stand between them and the adapters' tables. */
@Experimental("shaped by the verifier's rules, its only user")
public interface AdapterWatch {

    /** Sees nothing. */
    AdapterWatch NONE =
            new AdapterWatch() {
                @Override
                public void describes(
                        @Nullable DeviceObject physicalDevice, DeviceDescription description) {}

                @Override
                public DmaOperations table(AdapterFacts facts, DmaOperations operations) {
                    return operations;
                }

                @Override
                public DoubleBuffers doubleBuffers(AdapterFacts facts) {
                    return DoubleBuffers.NONE;
                }

                @Override
                public void legacyCall(String routine) {}
            };

    /** IoGetDmaAdapter is called with this description. */
    void describes(@Nullable DeviceObject physicalDevice, DeviceDescription description);

    /** An adapter was made; returns the table that its driver is to see. */
    DmaOperations table(AdapterFacts facts, DmaOperations operations);

    /** What stands between the adapter's device and memory. */
    DoubleBuffers doubleBuffers(AdapterFacts facts);

    /** A routine is called that drivers have had no use for since Windows 2000. */
    void legacyCall(String routine);
}
