package dev.dreq.tools.bench;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * What a benchmark promises beside its limit.
 *
 * @param what is measured, in words
 * @param benchmark its name, as JMH says it
 * @param limit the name of its limit
 * @param sense whether the ratio is of times, which are to be short, or of throughputs
 * @param bound the worst ratio that keeps the promise; NaN if none is promised
 */
record Claim(String what, String benchmark, String limit, Sense sense, double bound) {

    /** Of what a ratio is. */
    enum Sense {
        /** Time by the limit's time: the smaller the better. */
        AT_MOST,
        /** Throughput by the limit's throughput: the greater the better. */
        AT_LEAST
    }

    /** The claims of a class of benchmarks, in the order of their names. */
    static List<Claim> of(Class<?> benchmarks) {
        List<Claim> claims = new ArrayList<>();
        for (Method method : benchmarks.getDeclaredMethods()) {
            AtMost most = method.getAnnotation(AtMost.class);
            if (most != null) {
                claims.add(claim(method, most.what(), most.limit(), Sense.AT_MOST, most.value()));
            }
            AtLeast least = method.getAnnotation(AtLeast.class);
            if (least != null) {
                claims.add(
                        claim(method, least.what(), least.limit(), Sense.AT_LEAST, least.value()));
            }
        }
        claims.sort((one, other) -> one.benchmark.compareTo(other.benchmark));
        return claims;
    }

    private static Claim claim(
            Method method, String what, String limit, Sense sense, double bound) {
        String prefix = method.getDeclaringClass().getName() + ".";
        return new Claim(what, prefix + method.getName(), prefix + limit, sense, bound);
    }

    /** The ratio that two times give, each of one operation. */
    double ratio(double time, double limitTime) {
        return sense == Sense.AT_MOST ? time / limitTime : limitTime / time;
    }

    /** Whether a ratio keeps the promise. */
    boolean kept(double ratio) {
        return Double.isNaN(bound) || (sense == Sense.AT_MOST ? ratio <= bound : ratio >= bound);
    }
}
