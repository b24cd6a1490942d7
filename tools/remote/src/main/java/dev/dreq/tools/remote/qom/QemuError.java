package dev.dreq.tools.remote.qom;

/** A request that cannot be done, in the words that a client of QEMU knows. */
public final class QemuError extends RuntimeException {

    private final transient ErrorClass errorClass;

    private QemuError(ErrorClass errorClass, String description) {
        super(description);
        this.errorClass = errorClass;
    }

    /** An error of the class that most have. */
    public static QemuError generic(String description) {
        return new QemuError(ErrorClass.GENERIC, description);
    }

    /** What another error says, as one of the class that most have. */
    public static QemuError because(Exception cause) {
        String message = cause.getMessage();
        return generic(message == null ? cause.toString() : message);
    }

    /** There is no device of an id. */
    public static QemuError deviceNotFound(String id) {
        return of(ErrorClass.DEVICE_NOT_FOUND, "Device '%s' not found".formatted(id));
    }

    /** An error of a class. */
    public static QemuError of(ErrorClass errorClass, String description) {
        return new QemuError(errorClass, description);
    }

    /** Its class. */
    public ErrorClass errorClass() {
        return errorClass;
    }
}
