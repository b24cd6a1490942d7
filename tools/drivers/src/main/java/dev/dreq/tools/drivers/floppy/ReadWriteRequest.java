package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlPagePriority;
import dev.dreq.tools.drivers.queue.Verdict;

/**
 * Works on one read or write of any byte range: whole sectors by {@link Transfer}, the rest through
 * the sector buffer, which a write reads first. All methods at DISPATCH_LEVEL.
 */
final class ReadWriteRequest {

    private final FloppyHardware hardware;
    private final Geometry geometry;
    private final OperationSplit split;
    private final Mdl buffer;
    private final long bufferVa;
    private final long byteOffset;
    private final int length;
    private final boolean write;
    private final Verdict verdict;
    private final TransferCompletion then;
    private int done;

    ReadWriteRequest(
            FloppyHardware hardware,
            Geometry geometry,
            Mdl buffer,
            long byteOffset,
            int length,
            boolean write,
            Verdict verdict,
            TransferCompletion then) {
        this.hardware = hardware;
        this.geometry = geometry;
        this.split =
                new OperationSplit(
                        hardware.dma().mapRegisters(),
                        SystemDma.MAXIMUM_LENGTH,
                        geometry.cylinderBytes(),
                        hardware.dma().alignment());
        this.buffer = buffer;
        this.bufferVa = hardware.kernel().mm().getMdlVirtualAddress(buffer);
        this.byteOffset = byteOffset;
        this.length = length;
        this.write = write;
        this.verdict = verdict;
        this.then = then;
    }

    /** Begins, or goes on. */
    void proceed() {
        if (done == length) {
            then.ended(NtStatus.STATUS_SUCCESS, done);
            return;
        }
        long run = split.directRun(byteOffset + done, bufferVa + done, length - done);
        if (run > 0) {
            moveSectors((int) run);
        } else {
            moveThroughSectorBuffer(split.next(byteOffset + done, bufferVa + done, length - done));
        }
    }

    private void moveSectors(int run) {
        new Transfer(
                        hardware,
                        geometry,
                        split,
                        buffer,
                        done,
                        byteOffset + done,
                        run,
                        write,
                        verdict,
                        this::goOn)
                .start();
    }

    private void moveThroughSectorBuffer(Operation piece) {
        hardware.counters().throughSectorBuffer();
        long userVa =
                hardware.kernel()
                        .mm()
                        .getSystemAddressForMdlSafe(buffer, MdlPagePriority.NormalPagePriority);
        if (userVa == 0) {
            then.ended(NtStatus.STATUS_INSUFFICIENT_RESOURCES, done);
        } else if (write) {
            writeThroughSectorBuffer(piece, userVa + done);
        } else {
            readThroughSectorBuffer(piece, userVa + done);
        }
    }

    private void readThroughSectorBuffer(Operation piece, long userVa) {
        moveSector(
                piece,
                false,
                (status, moved) -> {
                    if (status.isSuccess()) {
                        hardware.kernel().mm().copy(userVa, sectorVa(piece), piece.length());
                    }
                    goOn(status, status.isSuccess() ? piece.length() : 0);
                });
    }

    private void writeThroughSectorBuffer(Operation piece, long userVa) {
        if (piece.length() == Geometry.SECTOR_BYTES) {
            writeSector(piece, userVa);
            return;
        }
        moveSector(
                piece,
                false,
                (status, moved) -> {
                    if (status.isSuccess()) {
                        writeSector(piece, userVa);
                    } else {
                        goOn(status, 0);
                    }
                });
    }

    /** Writes the sector buffer, after a piece of the caller's is put into it. */
    private void writeSector(Operation piece, long userVa) {
        hardware.kernel().mm().copy(sectorVa(piece), userVa, piece.length());
        moveSector(
                piece,
                true,
                (status, moved) -> goOn(status, status.isSuccess() ? piece.length() : 0));
    }

    /** Moves the one sector that holds a piece. */
    private void moveSector(Operation piece, boolean toDevice, TransferCompletion ended) {
        long sector = piece.byteOffset() / Geometry.SECTOR_BYTES * Geometry.SECTOR_BYTES;
        new Transfer(
                        hardware,
                        geometry,
                        split,
                        hardware.dma().sectorBuffer(),
                        0,
                        sector,
                        Geometry.SECTOR_BYTES,
                        toDevice,
                        verdict,
                        ended)
                .start();
    }

    /** Where a piece lies in the sector buffer. */
    private long sectorVa(Operation piece) {
        return hardware.kernel().mm().getMdlVirtualAddress(hardware.dma().sectorBuffer())
                + piece.byteOffset() % Geometry.SECTOR_BYTES;
    }

    private void goOn(NtStatus status, int moved) {
        done += moved;
        if (status.isSuccess()) {
            proceed();
        } else {
            then.ended(status, done);
        }
    }
}
