package dev.dreq.tools.cli.job;

import dev.dreq.hal.ke.NtStatus;

/** What a status means to a person. */
public final class StatusWords {

    private StatusWords() {}

    /** The status by name, with its meaning where that is not plain. */
    public static String of(NtStatus status) {
        String meaning = meaning(status);
        return meaning.isEmpty() ? status.name() : "%s (%s)".formatted(status, meaning);
    }

    private static String meaning(NtStatus status) {
        return switch (status) {
            case STATUS_NO_MEDIA_IN_DEVICE -> "there is no disk in the drive";
            case STATUS_MEDIA_WRITE_PROTECTED -> "the disk is write-protected";
            case STATUS_UNRECOGNIZED_MEDIA -> "the disk has no format that is known";
            case STATUS_VERIFY_REQUIRED -> "the disk was changed";
            case STATUS_NONEXISTENT_SECTOR -> "beyond the end of the disk";
            case STATUS_IO_TIMEOUT -> "no interrupt came in time";
            case STATUS_CRC_ERROR -> "data error";
            case STATUS_FLOPPY_ID_MARK_NOT_FOUND -> "the sector was not found";
            case STATUS_NO_SUCH_DEVICE -> "there is no such drive";
            default -> "";
        };
    }
}
