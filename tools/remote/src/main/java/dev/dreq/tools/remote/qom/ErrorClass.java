package dev.dreq.tools.remote.qom;

/** What kind of error a request ended with; clients test this and not the text. */
public enum ErrorClass {
    GENERIC("GenericError"),
    COMMAND_NOT_FOUND("CommandNotFound"),
    DEVICE_NOT_FOUND("DeviceNotFound"),
    DEVICE_NOT_ACTIVE("DeviceNotActive");

    private final String spelling;

    ErrorClass(String spelling) {
        this.spelling = spelling;
    }

    /** As it is written on the wire. */
    public String spelling() {
        return spelling;
    }
}
