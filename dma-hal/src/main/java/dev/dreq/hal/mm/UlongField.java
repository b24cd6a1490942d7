package dev.dreq.hal.mm;

/** A number stored in a Java field. */
final class UlongField implements Pulong {
    private final long address;
    private int value;

    UlongField(long address, int value) {
        this.address = address;
        this.value = value;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public int get() {
        return value;
    }

    @Override
    public void set(int newValue) {
        value = newValue;
    }
}
