package dev.stacksets.internal.tracking;

import dev.stacksets.OperationHandle.Subscription;
import dev.stacksets.OperationListener;
import dev.stacksets.operation.OperationToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of one handle what happens: one event at a time, in order, and in order with what else the
 * handle has to call back. */
final class ListenerEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerEvents.class);

    private final OperationToken token;
    private final Executor inTurn;
    private final List<Place> places = new ArrayList<>(1);
    private @Nullable Consumer<OperationListener> farewell;

    /**
     * Tells nobody yet.
     *
     * @param inTurn runs one at a time and in order
     */
    ListenerEvents(OperationToken token, Executor inTurn) {
        this.token = token;
        this.inTurn = inTurn;
    }

    /** Lets a listener in: first it is told what a newcomer must know, then every event to come. */
    Subscription add(OperationListener listener, Consumer<OperationListener> greeting) {
        Place place = new Place(listener);
        inTurn.execute(() -> {
            place.tell(greeting);
            if (farewell == null) {
                places.add(place);
            } else {
                place.tell(farewell);
            }
        });
        return place;
    }

    /** Tells all listeners of an event. */
    void tell(Consumer<OperationListener> event) {
        inTurn.execute(() -> {
            places.removeIf(place -> place.closed);
            List.copyOf(places).forEach(place -> place.tell(event));
        });
    }

    /** Tells all listeners the last event there is; who comes later is told it too. */
    void tellLast(Consumer<OperationListener> event) {
        inTurn.execute(() -> {
            places.forEach(place -> place.tell(event));
            places.clear();
            farewell = event;
        });
    }

    /** One listener. Its exceptions and errors end here: logged once, since nobody else will report them. */
    private final class Place implements Subscription {
        private final OperationListener listener;
        private volatile boolean closed;
        private boolean reported;

        Place(OperationListener listener) {
            this.listener = listener;
        }

        void tell(Consumer<OperationListener> event) {
            if (closed) {
                return;
            }
            try {
                event.accept(listener);
            } catch (RuntimeException | Error thrown) {
                report(thrown);
            }
        }

        private void report(Throwable thrown) {
            if (!reported) {
                reported = true;
                LOG.warn("A listener of operation {} threw; it stays subscribed, this is said once.", token, thrown);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
