import WebChatProtocol

/// The protocol's close codes; the transport has plain numbers under the same name.
typealias CloseCode = WebChatProtocol.CloseCode
