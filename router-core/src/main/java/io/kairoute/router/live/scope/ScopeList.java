package io.kairoute.router.live.scope;

import io.kairoute.router.Limits;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.signal.AsciiCase;
import io.kairoute.router.signal.Channel;
import io.kairoute.router.signal.RegionLevels;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lists of a live occasion's scope: what each value of one must be, and the form in which decisions compare it. */
public enum ScopeList {
    /** Each fits itself and all regions below it; in any case. */
    REGIONS {
        @Override
        @Nullable
        ScopeFault faultOf(final String region) {
            if (RegionLevels.count(region) > Limits.REGION_LEVELS) {
                return ScopeFault.TOO_MANY_LEVELS;
            }
            return RegionLevels.hasOdd(region) ? ScopeFault.ODD_LEVEL : null;
        }

        @Override
        String compared(final String region) {
            return AsciiCase.upper(region);
        }
    },
    /** As the platform writes them. */
    PRODUCTS,
    /** Typed keys. */
    ACCOUNTS {
        @Override
        @Nullable
        ScopeFault faultOf(final String key) {
            return KeyHash.isTyped(key) ? null : ScopeFault.NOT_TYPED;
        }
    },
    /** As the platform writes them. */
    ENTRY_POINTS,
    /** Names of channels, in any case. */
    CHANNELS {
        @Override
        @Nullable
        ScopeFault faultOf(final String channel) {
            return NAMES_OF_CHANNELS.contains(compared(channel)) ? null : ScopeFault.UNKNOWN_CHANNEL;
        }

        @Override
        String compared(final String channel) {
            return AsciiCase.upper(channel);
        }
    };

    /** What a value of {@link #CHANNELS} can be. */
    public static final List<String> NAMES_OF_CHANNELS =
            Stream.of(Channel.values()).map(Enum::name).toList();

    /** Makes what is thrown of the first fault. */
    public interface Refusal {
        /** Of the value that has it; of an empty text where the list as a whole has it. */
        RuntimeException of(ScopeFault fault, String value);
    }

    /**
     * Checks the values of this list.
     *
     * @return the values as decisions compare them, in their order
     */
    public List<String> checked(final List<String> values, final Refusal refusal) {
        if (values.size() > Limits.SCOPE_VALUES) {
            throw refusal.of(ScopeFault.TOO_MANY_VALUES, "");
        }
        for (final String value : values) {
            final ScopeFault ofText = ScopeFault.ofText(value);
            final ScopeFault fault = ofText == null ? faultOf(value) : ofText;
            if (fault != null) {
                throw refusal.of(fault, value);
            }
        }
        return values.stream().map(this::compared).toList();
    }

    /** What is wrong with one that is a text; null where nothing is. */
    @Nullable
    ScopeFault faultOf(final String value) {
        return null;
    }

    /** One without a fault, as decisions compare it. */
    String compared(final String value) {
        return value;
    }
}
