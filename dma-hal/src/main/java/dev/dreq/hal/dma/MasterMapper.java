package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;

/** How a bus master's buffers become logical addresses. */
interface MasterMapper {

    /** How many elements a scatter/gather list of {@code pages} pages has at most. */
    int mostElements(int pages);

    /** How many elements a list of this buffer has. */
    int elements(MdlChain buffer);

    /** MapTransfer of {@code length} bytes, or of as many of them as one run has. */
    Mapping map(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            long length,
            boolean writeToDevice);

    /** As {@link AdapterKind#mapList}. */
    long mapList(
            RegisterAllocation registers,
            MdlChain buffer,
            boolean writeToDevice,
            LogicalRanges ranges);

    /** Makes the processor see, in the buffer of {@link #mapList}, what the device wrote. */
    void copyBack(RegisterAllocation registers, MdlChain buffer);
}
