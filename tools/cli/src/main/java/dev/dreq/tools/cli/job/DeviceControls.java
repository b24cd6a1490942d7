package dev.dreq.tools.cli.job;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;

/** Device control requests with structures of a program's own memory. */
public record DeviceControls(Kernel kernel, DeviceObject device) {

    /** Sends a structure. */
    public NtStatus send(int code, byte[] structure) throws JobFailure {
        return send(code, structure, 0, 0);
    }

    /** Sends a structure along with a buffer. */
    public NtStatus send(int code, byte[] structure, long buffer, int length) throws JobFailure {
        long in = structure(structure.length);
        kernel.mm().write(in, structure, 0, structure.length);
        IoStatusBlock result =
                kernel.io().deviceControl(device, code, in, structure.length, buffer, length);
        kernel.mm().freeVirtualMemory(in);
        return result.status();
    }

    /** Asks for a structure. */
    public byte[] ask(int code, int length, String failure) throws JobFailure {
        long out = structure(length);
        IoStatusBlock result = kernel.io().deviceControl(device, code, 0, 0, out, length);
        byte[] answer = new byte[length];
        kernel.mm().read(out, answer, 0, length);
        kernel.mm().freeVirtualMemory(out);
        if (!result.status().isSuccess()) {
            throw new JobFailure("%s: %s".formatted(failure, StatusWords.of(result.status())));
        }
        return answer;
    }

    private long structure(int length) throws JobFailure {
        return UserMemory.allocate(
                kernel, length, Placement.scattered(), "a device control request");
    }
}
