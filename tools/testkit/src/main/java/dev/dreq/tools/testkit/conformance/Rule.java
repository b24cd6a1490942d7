package dev.dreq.tools.testkit.conformance;

import java.util.Locale;

/** What is asked of every device, and how to mend a device that does not do it. */
public enum Rule {
    /** Machines find the provider. */
    FOUND_BY_SERVICE_LOADER(
            "the service loader finds the provider",
            "list its class in META-INF/services/dev.dreq.plugin.DeviceProvider (and in"
                    + " module-info), public, with a public constructor without parameters"),
    /** The type can be given on a command line and shown in a list. */
    TYPE_NAMED(
            "the type is lower-case letters, digits and hyphens; the summary is one line",
            "change type() or summary()"),
    /** Settings can be shown, parsed, and found again. */
    SETTINGS_DECLARED(
            "settings have names of their own, and defaults that they themselves take; they are the"
                    + " same objects each time",
            "declare each setting once, as a constant of the provider"),
    /** No value that a setting takes does harm. */
    SETTINGS_BOUNDED(
            "whatever the settings take makes a device, or is refused by a SettingException that"
                    + " names a setting",
            "narrow the setting's bounds, or check in claims, function or create and throw a"
                    + " SettingException that names the setting, what was found and what is taken"),
    /** What is asked for is a function of the settings. */
    CLAIMS_STABLE(
            "what the device asks for is the same each time, and no two claims have one name",
            "compute it from the settings alone, and name each claim differently"),
    /** A device reaches what it was granted, all of it, and nothing else. */
    GRANT_KEPT(
            "the device connects each window and DMA channel that it was granted, once, and nothing"
                    + " else",
            "map every claim in the constructor, under the name of the claim; do not ask for what"
                    + " you do not use"),
    /** Registers can be shown by name. */
    REGISTERS_DECLARED(
            "declared registers lie in their window, in ascending order, none on another, with"
                    + " names and fields of their own",
            "use a RegisterBlock, give each register a name of its own and keep fields within its"
                    + " width"),
    /** A new device is in its power-on state. */
    POWER_ON(
            "a new device reads as its registers declare with reset(...)",
            "declare the value that the register has after power-on, or set it in the constructor;"
                    + " if nobody can know it, name the register in unpredictable()"),
    /** A reset puts the registers back. */
    RESET_RESTORES(
            "after a reset every register reads as on a new device, and no wire is up",
            "call RegisterBlock.reset() in reset(), and set back all that is kept in fields"),
    /** A reset leaves nothing behind. */
    RESET_FORGETS(
            "a device that was reset goes on like a new one",
            "set back every field in reset(), also those that no register shows"),
    /** Registers do what their access rights say. */
    ACCESS_RIGHTS(
            "a write to a READ_ONLY register changes nothing, a WRITE_ONLY register reads all ones,"
                    + " WRITE_ONE_TO_CLEAR sets no bit and keeps what zeros are written to",
            "let the RegisterBlock do it: declare access(...), and in onWrite do only what the"
                    + " declaration says"),
    /** Every size at every offset. */
    ACCESS_SIZES(
            "an access of every size at every offset has a defined outcome",
            "narrow accessSizes(), or check offset and size before you use them; behind the last"
                    + " register reads give all ones and writes vanish"),
    /** Nothing that a guest does makes a device throw. */
    GUEST_NEVER_THROWS(
            "whatever the guest reads, writes and programs, the device does not throw",
            "treat the guest's mistake as a value: all ones, an ignored write, a status bit; say it"
                    + " with slot.guestError"),
    /** Work has an end. */
    WORK_ENDS(
            "what one access or one instant sets off comes to an end",
            "bound each loop by what the guest asked for; let time pass between rounds; do not arm"
                    + " a timer for now each time it fires"),
    /** Memory has bounds. */
    MEMORY_BOUNDED(
            "what the device keeps does not grow with the number of accesses",
            "use arrays of fixed size instead of collections that the guest can fill"),
    /** Without Bus Master Enable there is no DMA, and no waiting for it. */
    DISABLED_MASTER_STOPS(
            "a bus master that is answered DISABLED or with another error stops and says so",
            "look at each BusStatus: end the transfer with an error status and an interrupt; do not"
                    + " try again by yourself"),
    /** A slave tells what it moved. */
    BURST_COUNTS(
            "a slave returns the bytes that it gave or took, at most as many as offered, whole words"
                    + " on channels 5-7; it uses no burst after its transfer",
            "return the sum of what you gave or took; keep no reference to the burst"),
    /** Saving is looking. */
    SAVE_CHANGES_NOTHING(
            "a device that was saved goes on as if it had not been, and saving twice gives the"
                    + " same; each value has a name of its own",
            "only read fields in save(); use a section for each part"),
    /** A restored device is the device. */
    SAME_FUTURE(
            "a device that was restored goes on like the one that was saved",
            "save every field that decides what comes next; restore it"),
    /** A restored device finds its timers. */
    TIMERS_MADE_AT_ONCE(
            "timers are made with the device, restored ones too, each with a name of its own",
            "call clock().timer(...) in the constructor, never in a handler"),
    /** Making a device touches no memory. */
    MAKING_TOUCHES_NO_MEMORY(
            "a device that is made or restored does no DMA",
            "begin DMA when the guest asks for it; go on with it in a timer"),
    /** State that is none is refused. */
    STATE_CHECKED(
            "a state of a newer version is refused by a StateException; of one with wrong or missing"
                    + " values nothing worse comes than that",
            "call state.version(...) first; read numbers with getInt(name, min, max), and throw a"
                    + " StateException for what does not go together"),
    /** Time is virtual. */
    NO_WALL_CLOCK(
            "the device's code asks nobody for the time of day and waits for nothing",
            "take time from slot.clock(), wait with a timer"),
    /** One thread. */
    NO_THREADS(
            "the device's code starts no thread and is run by none",
            "do the work in a handler, or in a timer if it takes time"),
    /** The same again. */
    REPEATABLE(
            "the same accesses to a new device have the same outcome",
            "give random generators a seed from a setting; do not iterate over HashMap or HashSet"),
    /** Devices are apart. */
    SHARES_NOTHING(
            "two devices of a provider do not see each other",
            "make static fields constants, and keep all else in the device"),
    /** Closing is final, and may come again. */
    CLOSES_TWICE(
            "close() works at any time, and a second one does nothing",
            "let go of each file once, and throw nothing");

    private final String demand;
    private final String mend;

    Rule(String demand, String mend) {
        this.demand = demand;
        this.mend = mend;
    }

    /** What is asked. */
    public String demand() {
        return demand;
    }

    /** How to mend a device that does not do it. */
    public String mend() {
        return mend;
    }

    /** Such as {@code access-rights}. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
