package io.kairoute.gateway;

import com.google.protobuf.AbstractParser;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes the parsing of a method's requests wait until it is let go, so that a test needs no document that is slow to parse. */
public final class HeldParsing {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    /** The method with requests that are held when they are parsed, from protobuf or from JSON. */
    public <A> MethodDescriptor<Message, A> of(final MethodDescriptor<? extends Message, A> method) {
        final Message real = (Message)
                ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype();
        final Parser<Message> parser = new Held(real.getParserForType());
        final InvocationHandler handler = (proxy, called, arguments) -> {
            if (called.getName().equals("getParserForType")) {
                return parser;
            }
            if (called.getName().equals("newBuilderForType")) {
                hold();
            }
            return called.invoke(real, arguments);
        };
        final Message held = (Message)
                Proxy.newProxyInstance(Message.class.getClassLoader(), new Class<?>[] {Message.class}, handler);
        return method.toBuilder(ProtoUtils.marshaller(held), method.getResponseMarshaller())
                .build();
    }

    /** Waits until something is being parsed. */
    public boolean awaitBegun() throws InterruptedException {
        return begun.await(30, TimeUnit.SECONDS);
    }

    /** Lets all parsing go on. */
    public void letGo() {
        release.countDown();
    }

    private void hold() {
        begun.countDown();
        try {
            if (!release.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let parsing go on");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Held extends AbstractParser<Message> {
        private final Parser<? extends Message> real;

        Held(final Parser<? extends Message> real) {
            this.real = real;
        }

        @Override
        public Message parsePartialFrom(final CodedInputStream input, final ExtensionRegistryLite extensions)
                throws InvalidProtocolBufferException {
            hold();
            return real.parsePartialFrom(input, extensions);
        }
    }
}
