package org.pushmirror.core.sshkeys;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.pushmirror.core.text.EscapedUtf8;

/** Makes a blob in the wire format of ssh. */
final class WireWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    WireWriter string(byte[] field) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        bytes.writeBytes(field);
        return this;
    }

    WireWriter text(String field) {
        return string(EscapedUtf8.encode(field));
    }

    WireWriter integer(BigInteger number) {
        return string(number.signum() == 0 ? new byte[0] : number.toByteArray());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
