package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.AdapterFacts;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.ke.Ke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ledgers of all adapters, those put as well. */
final class Ledgers {
    private final Ke ke;
    private final CallHistory recent = new CallHistory();
    private final Map<Long, AdapterLedger> all = new LinkedHashMap<>();

    Ledgers(Ke ke) {
        this.ke = ke;
    }

    void add(AdapterFacts facts) {
        all.put(facts.adapter().address(), new AdapterLedger(facts));
    }

    /** The ledger of an adapter that was added. */
    AdapterLedger of(AdapterFacts facts) {
        return Objects.requireNonNull(all.get(facts.adapter().address()), facts.name());
    }

    /** A call begins; {@code arguments} are names and values in turn. */
    Step step(@Nullable DmaAdapter adapter, String routine, Object... arguments) {
        AdapterLedger ledger = adapter == null ? null : all.get(adapter.address());
        String driver = ledger == null ? "an unknown driver" : ledger.driver();
        Call call = new Call(routine, driver, ke.getCurrentIrql(), arguments);
        recent.add(call);
        if (ledger != null) {
            ledger.history().add(call);
        }
        return new Step(ledger, call);
    }

    /** The latest calls on whatever adapter, or on none. */
    CallHistory recent() {
        return recent;
    }

    /** Those of adapters that are not put. */
    List<AdapterLedger> live() {
        return all.values().stream().filter(ledger -> !ledger.isReleased()).toList();
    }

    /** All that devices may use now. */
    List<OpenMapping> open() {
        List<OpenMapping> open = new ArrayList<>();
        for (AdapterLedger ledger : all.values()) {
            open.addAll(ledger.open());
        }
        return open;
    }

    /** Another adapter that was granted this base; null if there is none. */
    @Nullable AdapterLedger otherWith(long mapRegisterBase, AdapterLedger not) {
        for (AdapterLedger ledger : all.values()) {
            if (ledger != not && mapRegisterBase != 0 && ledger.granted(mapRegisterBase) != null) {
                return ledger;
            }
        }
        return null;
    }
}
