package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.mm.Mdl;
import java.util.List;

/** What a device may use now: what one MapTransfer or one scatter/gather list has mapped. */
final class OpenMapping {
    private final AdapterLedger ledger;
    private final List<MdlPart> parts;
    private final List<Range> physical;
    private final List<Range> logical;
    private final boolean writeToDevice;

    /**
     * @param parts of the buffer, in order
     * @param logical where the device finds it, in order
     */
    OpenMapping(
            AdapterLedger ledger, List<MdlPart> parts, List<Range> logical, boolean writeToDevice) {
        this.ledger = ledger;
        this.parts = List.copyOf(parts);
        this.physical = parts.stream().flatMap(part -> part.physical().stream()).toList();
        this.logical = List.copyOf(logical);
        this.writeToDevice = writeToDevice;
    }

    AdapterLedger ledger() {
        return ledger;
    }

    List<MdlPart> parts() {
        return parts;
    }

    MdlPart first() {
        return parts.get(0);
    }

    List<Range> physical() {
        return physical;
    }

    List<Range> logical() {
        return logical;
    }

    boolean writeToDevice() {
        return writeToDevice;
    }

    /** Whether the kernel moves the bytes between the device and the processor. */
    boolean isBounced() {
        return logical.stream()
                .map(range -> ledger.memory(range.start()))
                .anyMatch(memory -> physical.stream().noneMatch(at -> at.contains(memory)));
    }

    boolean concerns(Mdl mdl) {
        return parts.stream().anyMatch(part -> part.mdl() == mdl);
    }

    /** Whether it is of this MDL and has one of these bytes. */
    boolean concerns(Mdl mdl, long va, long length) {
        return parts.stream()
                .anyMatch(
                        part ->
                                part.mdl() == mdl
                                        && new Range(part.va(), part.length())
                                                .overlaps(va, length));
    }

    boolean overlaps(Range physicalRange) {
        return overlaps(physicalRange.start(), physicalRange.length());
    }

    boolean overlaps(long physicalAddress, long length) {
        for (Range range : physical) {
            if (range.overlaps(physicalAddress, length)) {
                return true;
            }
        }
        return false;
    }
}
