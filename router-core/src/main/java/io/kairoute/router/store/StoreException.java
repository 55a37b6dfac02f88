package io.kairoute.router.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A store that cannot be used as asked; the message is one sentence for a person: what, where, what to do. */
public final class StoreException extends RuntimeException {
    private final String sentence;

    private StoreException(final String sentence, final @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** What is stored is not what it should be, or must not be used this way. */
    public static StoreException refused(final String sentence) {
        return new StoreException(sentence, null);
    }

    /** What is stored turned out unreadable. */
    public static StoreException unreadable(final String sentence, final Throwable cause) {
        return new StoreException(sentence, cause);
    }

    /** The operating system refused; {@code doing} reads as in "cannot write the file". */
    public static StoreException io(final String doing, final Path path, final IOException cause) {
        return new StoreException("cannot " + doing + " " + path + ": " + reason(cause), cause);
    }

    /** The sentence. */
    @Override
    public String getMessage() {
        return sentence;
    }

    private static String reason(final IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "a file of that name is in the way";
        }
        final String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
