package dev.dreq.hal.ke;

/** KINTERRUPT_MODE: how an interrupt line asks. */
public enum InterruptMode {
    /** Active while the line is high: the service routine is called until it falls. PCI. */
    LevelSensitive,
    /** By its rise: the service routine is called once for each. ISA, and messages. */
    Latched
}
