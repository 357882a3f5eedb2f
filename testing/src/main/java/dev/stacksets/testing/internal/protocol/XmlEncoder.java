package dev.stacksets.testing.internal.protocol;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes any SDK shape as AWS Query XML. The result element is written even when it is empty: SDKs of other languages
 * fail without it. Lists and maps nobody set are left out; empty ones somebody set are empty elements.
 */
public final class XmlEncoder {

    /** What the answers of StackSets carry; the SDKs ignore it. */
    public static final String STACK_SETS = "http://internal.amazon.com/coral/com.amazonaws.maestro.service.v20160713/";

    private static final String ERROR_NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
    private static final XMLOutputFactory OUTPUTS = XMLOutputFactory.newFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private XmlEncoder() throws XMLStreamException {
        xml = OUTPUTS.createXMLStreamWriter(text);
    }

    /**
     * A success envelope.
     *
     * @param namespace of the document, such as {@link #STACK_SETS}
     * @param action the action answered
     * @param response the SDK's response shape
     * @param requestId goes into the metadata
     * @return the document
     */
    public static String response(String namespace, String action, SdkPojo response, String requestId) {
        return document(encoder -> encoder.writeResponse(namespace, action, response, requestId));
    }

    /**
     * An error envelope.
     *
     * @param error what to say
     * @param requestId goes into the metadata
     * @return the document
     */
    public static String error(AwsError error, String requestId) {
        return document(encoder -> encoder.writeError(error, requestId));
    }

    private interface Body {
        void write(XmlEncoder encoder) throws XMLStreamException;
    }

    private static String document(Body body) {
        try {
            XmlEncoder encoder = new XmlEncoder();
            body.write(encoder);
            encoder.xml.flush();
            return encoder.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write XML to memory", e);
        }
    }

    private void writeResponse(String namespace, String action, SdkPojo response, String requestId)
            throws XMLStreamException {
        xml.writeStartElement(action + "Response");
        xml.writeDefaultNamespace(namespace);
        xml.writeStartElement(action + "Result");
        members(response);
        xml.writeEndElement();
        xml.writeStartElement("ResponseMetadata");
        element("RequestId", requestId);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void writeError(AwsError error, String requestId) throws XMLStreamException {
        xml.writeStartElement("ErrorResponse");
        xml.writeDefaultNamespace(ERROR_NAMESPACE);
        xml.writeStartElement("Error");
        element("Type", error.status() < 500 ? "Sender" : "Receiver");
        element("Code", error.code());
        element("Message", error.text());
        xml.writeEndElement();
        element("RequestId", requestId);
        xml.writeEndElement();
    }

    private void members(SdkPojo pojo) throws XMLStreamException {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (isSet(value)) {
                write(field.unmarshallLocationName(), field, value);
            }
        }
    }

    private static boolean isSet(@Nullable Object value) {
        return value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }

    private void write(String name, SdkField<?> field, Object value) throws XMLStreamException {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.LIST) {
            list(name, field.getRequiredTrait(ListTrait.class), (List<?>) value);
        } else if (type == MarshallingType.MAP) {
            map(name, field.getRequiredTrait(MapTrait.class), (Map<?, ?>) value);
        } else if (value instanceof SdkPojo pojo) {
            xml.writeStartElement(name);
            members(pojo);
            xml.writeEndElement();
        } else {
            element(name, scalar(value));
        }
    }

    private void list(String name, ListTrait trait, List<?> values) throws XMLStreamException {
        xml.writeStartElement(name);
        String member = Optional.ofNullable(trait.memberLocationName()).orElse("member");
        for (Object value : values) {
            write(member, trait.memberFieldInfo(), value);
        }
        xml.writeEndElement();
    }

    private void map(String name, MapTrait trait, Map<?, ?> values) throws XMLStreamException {
        xml.writeStartElement(name);
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            xml.writeStartElement("entry");
            element(Optional.ofNullable(trait.keyLocationName()).orElse("key"), String.valueOf(entry.getKey()));
            String value = Optional.ofNullable(trait.valueLocationName()).orElse("value");
            write(value, trait.valueFieldInfo(), entry.getValue());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String scalar(Object value) {
        if (value instanceof Instant instant) {
            return DateTimeFormatter.ISO_INSTANT.format(instant);
        }
        if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArray());
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private void element(String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        characters(value);
        xml.writeEndElement();
    }

    /** Writes carriage returns as references, or every parser would turn them into line feeds. */
    private void characters(String value) throws XMLStreamException {
        int start = 0;
        for (int at = value.indexOf('\r'); at >= 0; at = value.indexOf('\r', start)) {
            xml.writeCharacters(legal(value.substring(start, at)));
            xml.writeEntityRef("#xD");
            start = at + 1;
        }
        xml.writeCharacters(legal(value.substring(start)));
    }

    /** XML 1.0 cannot carry most control characters, not even escaped. */
    private static String legal(String value) {
        boolean clean = value.codePoints().allMatch(XmlEncoder::isLegal);
        return clean
                ? value
                : value.codePoints()
                        .map(c -> isLegal(c) ? c : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c > 0xFFFF;
    }
}
