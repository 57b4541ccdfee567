"""The fields of life in two levels, as people name them, with the words by which a text shows them. Data only.

Words are written with accents and matched with and without. `~` marks a hint, which supports but never decides alone:
most are places and people by which a matter is described ("trước trường học") more often than it is theirs.
`!` marks a word that counts only with its accents, because without them it is another word ("cháy", "chạy").
The operator edits the rows in the database; this is what a new city starts with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a report carries. Who is competent for it stands in competence_shipped.py."""

    code: str
    name: str
    name_en: str
    icon: str
    words: str

    def phrases(self) -> list[str]:
        return [" ".join(phrase.split()) for phrase in self.words.split(",") if phrase.strip()]


@dataclass(frozen=True, slots=True)
class Group:
    """The first level: what a person looks for on the home page."""

    code: str
    name: str
    name_en: str
    icon: str
    leaves: tuple[Leaf, ...]


# fmt: off
GROUPS: Final[tuple[Group, ...]] = (
    Group("duong-via-he", "Đường, vỉa hè", "Roads and pavements", "road", (
        Leaf("mat-duong", "Mặt đường, ổ gà", "Road surface, potholes", "road", """
            mặt đường, ổ gà, ổ voi, lún đường, sụt lún, sụt đường, hố tử thần, đường hỏng, đường hư hỏng,
            đường xuống cấp, mặt đường xuống cấp, bong tróc mặt đường, bong tróc nhựa, đường nứt, nứt mặt đường,
            đường lồi lõm, đường gồ ghề, lồi lõm, gồ ghề, lún nứt, nứt vỡ, vệt lún, trải nhựa, thảm nhựa,
            vá đường, dặm vá, đường bê tông, đường đất, đường lầy lội, lầy lội, sình lầy, bùn đất trên đường,
            cát đá trên đường, dầu loang, đường trơn trượt, đường xấu, đường nát, nát đường, cày nát, rạn nứt,
            hằn lún, đinh rải đường, rải đinh, nâng cấp đường, sửa đường, làm đường, sửa chữa đường,
            cải tạo đường, mở rộng đường, tuyến đường xuống cấp, đường ngõ xuống cấp, ~đường, ~hố, ~ngõ, ~xóc,
            ~nhựa, ~bê tông, ~xuống cấp, ~tuyến đường
        """),
        Leaf("via-he", "Vỉa hè hư hỏng", "Broken pavements", "footprints", """
            vỉa hè hỏng, vỉa hè hư hỏng, vỉa hè xuống cấp, vỉa hè bong tróc, vỉa hè bị lún, vỉa hè lún,
            gạch vỉa hè, đá vỉa hè, lát đá, lát gạch, lát vỉa hè, lát đá vỉa hè, đá lát, gạch lát, gạch block,
            gạch vỡ, đá vỡ, bó vỉa, hè phố xuống cấp, hè đường, viên gạch, viên đá, gạch bong, gạch lát vỉa hè,
            lát lại vỉa hè, cải tạo vỉa hè, chỉnh trang vỉa hè, sửa vỉa hè, đào vỉa hè,
            đường dành cho người khuyết tật, gạch dẫn hướng, lối dẫn hướng, dải phân cách hỏng, ~vỉa hè,
            ~hè phố, ~lề đường, ~gạch, ~đi bộ
        """),
        Leaf("cau-ham", "Cầu, hầm, cầu bộ hành", "Bridges and tunnels", "bridge", """
            gầm cầu, mặt cầu, khe co giãn, lan can cầu, cầu vượt, cầu đi bộ, cầu bộ hành, hầm đi bộ,
            hầm bộ hành, hầm chui, hầm đường bộ, thang bộ cầu vượt, cầu xuống cấp, cầu yếu, nứt cầu, trụ cầu,
            mố cầu, cầu dân sinh, cầu tạm, cầu sắt, thang máy cầu bộ hành, cầu phao
        """),
        Leaf("cong-trinh-duong", "Đào đường, hoàn trả mặt đường", "Road works", "construction", """
            đào đường, đào xới, hoàn trả mặt đường, chưa hoàn trả, hoàn trả vỉa hè, thi công đường,
            rào chắn thi công, lô cốt, rào tôn, rào chắn công trường, công trường rào chắn, thi công chậm,
            thi công kéo dài, dự án đường, chậm tiến độ đường, thi công dở dang, đào lên lấp xuống,
            đào hố không lấp, đào rãnh, đào cống, thi công ga tàu, mở đường, dự án mở rộng đường,
            tấm tôn lót đường, ~hoàn trả, ~đơn vị thi công, ~thi công, ~rào chắn, ~dự án, ~dở dang
        """),
    )),
    Group("giao-thong", "Giao thông", "Traffic", "traffic-cone", (
        Leaf("den-tin-hieu", "Đèn tín hiệu giao thông", "Traffic lights", "circle-dot", """
            đèn tín hiệu, đèn giao thông, đèn xanh đèn đỏ, đèn đỏ, đèn xanh, đèn vàng, cột đèn giao thông,
            đèn đếm ngược, thời gian đèn đỏ, chu kỳ đèn, pha đèn, đèn cho người đi bộ, tín hiệu giao thông,
            đèn rẽ trái, đèn rẽ phải, đèn tín hiệu hỏng, lắp đèn tín hiệu, ~ngã tư, ~ngã ba, ~nút giao
        """),
        Leaf("bien-bao", "Biển báo, vạch kẻ, gờ giảm tốc", "Signs and markings", "signpost", """
            biển báo, biển báo giao thông, biển cấm, biển chỉ dẫn, biển chỉ đường, biển hạn chế, biển tên đường,
            biển tên phố, biển số nhà, vạch kẻ đường, vạch sơn, kẻ vạch, sơn vạch, sơn kẻ, vạch đi bộ,
            vạch sang đường, vạch qua đường, vạch người đi bộ, gờ giảm tốc, gờ giảm tốc độ, gương cầu lồi,
            gương cầu, cọc tiêu, dải phân cách, phân làn, đường một chiều, đường hai chiều, cấm rẽ,
            cấm quay đầu, hộ lan, tôn sóng, biển bị che khuất, biển che khuất, biển mờ, vạch mờ, hạn chế tốc độ,
            bổ sung biển báo, lắp biển, cắm biển, phân luồng, tổ chức giao thông, ~biển, ~vạch, ~tên đường
        """),
        Leaf("un-tac", "Ùn tắc", "Congestion", "car", """
            ùn tắc, tắc đường, kẹt xe, tắc nghẽn giao thông, ùn ứ, ùn ứ giao thông, tắc cứng, kẹt cứng,
            xung đột giao thông, điểm đen, nút thắt, mật độ giao thông, tắc đường kéo dài, gây ùn tắc,
            cản trở giao thông, quá tải giao thông, ~giờ cao điểm, ~giao thông, ~lưu thông, ~đi lại khó khăn
        """),
        Leaf("vi-pham-giao-thong", "Vi phạm giao thông", "Moving offences", "siren", """
            vượt đèn đỏ, đi ngược chiều, chạy ngược chiều, ngược chiều, phóng nhanh, vượt ẩu, lạng lách,
            đánh võng, đua xe, bốc đầu, nẹt pô, không đội mũ bảo hiểm, chở ba, chở quá tải, quá tải trọng,
            xe quá tải, xe quá khổ, xe tải chạy, xe ben, xe trộn bê tông, xe tải trọng lớn, xe chạy giờ cấm,
            đi vào đường cấm, đi trên vỉa hè, xe máy đi lên vỉa hè, chạy xe trên vỉa hè, xe ba bánh, xe tự chế,
            xe lôi, chở hàng cồng kềnh, chở cồng kềnh, say xỉn lái xe, nồng độ cồn, xe dù, bến cóc,
            đón trả khách, bắt khách dọc đường, vi phạm giao thông, vi phạm luật giao thông, chạy quá tốc độ,
            quá tốc độ, quay đầu xe, lấn làn, đi sai làn, rơi vãi vật liệu, phạt nguội, tai nạn giao thông,
            va chạm giao thông, ~giờ cấm, ~xe ba gác, ~cảnh sát giao thông, ~tai nạn, ~tốc độ, ~xe tải,
            ~container
        """),
        Leaf("xe-buyt", "Xe buýt, bến xe, taxi", "Buses, stations, taxis", "bus", """
            xe buýt, xe bus, bus, buýt, tuyến buýt, trạm xe buýt, điểm dừng xe buýt, nhà chờ xe buýt, nhà chờ,
            điểm trung chuyển, lái xe buýt, phụ xe, phụ xe buýt, bỏ bến, không dừng đón khách, vé tháng, bến xe,
            taxi, tài xế taxi, xe công nghệ, xe đạp công cộng, vận tải hành khách, vận tải công cộng,
            giao thông công cộng, ~nhà xe, ~xe khách, ~tuyến xe, ~hành khách
        """),
        Leaf("duong-sat-do-thi", "Đường sắt đô thị", "Urban railway", "train-front", """
            metro, đường sắt đô thị, tàu điện, tàu cát linh, cát linh hà đông, nhổn ga hà nội, ga tàu, ga metro,
            nhà ga metro, tàu trên cao, vé tàu, thẻ vé, nhà ga trên cao, ga ngầm, thang cuốn nhà ga, thang cuốn,
            ~nhà ga, ~tàu
        """),
    )),
    Group("do-xe", "Đỗ xe", "Parking", "circle-parking", (
        Leaf("do-xe-sai", "Dừng, đỗ xe sai chỗ", "Wrong parking", "circle-parking-off", """
            đỗ xe, đậu xe, đỗ ô tô, đậu ô tô, dừng đỗ, dừng xe, đỗ xe sai quy định, đỗ xe trái phép,
            đậu xe trái phép, dừng đỗ trái phép, dừng đỗ sai quy định, đỗ xe trái quy định, đậu xe sai quy định,
            đỗ xe dưới lòng đường, đỗ dưới lòng đường, đỗ xe trên vỉa hè, đậu xe trên vỉa hè, đỗ trên vỉa hè,
            để xe trên vỉa hè, để xe vỉa hè, ô tô đỗ, ô tô đậu, xe ô tô đỗ, xe ô tô đậu, xe tải đỗ, xe tải đậu,
            xe khách đỗ, xe đỗ, xe đậu, đỗ hai bên đường, đậu hai bên đường, đỗ chắn, đậu chắn, đỗ chắn lối,
            chắn cửa nhà, chắn lối ra vào, đỗ qua đêm, đậu qua đêm, đỗ ngày đêm, đỗ kín, đỗ tràn lan,
            đậu tràn lan, cấm đỗ, cấm đậu, cấm dừng đỗ, cấm dừng, biển cấm đỗ, biển cấm đậu, xe bỏ lâu ngày,
            xe bỏ hoang, ô tô bỏ hoang, xe chết máy bỏ lâu, đỗ ngay đầu ngõ, đỗ xe đầu ngõ, đỗ trước cửa,
            đậu trước cửa, đậu trước nhà, đỗ trước nhà, đỗ ngang, dựng xe, cẩu xe, đậu đỗ, đỗ đậu, xe đậu đỗ,
            ~ô tô, ~xe hơi, ~xe tải, ~xe máy, ~lấn chiếm lòng đường
        """),
        Leaf("bai-xe", "Bãi xe, phí trông giữ xe", "Car parks and fees", "square-parking", """
            bãi xe, bãi đỗ xe, bãi đậu xe, bãi giữ xe, bãi gửi xe, bãi trông xe, điểm trông giữ xe,
            trông giữ xe, trông xe, giữ xe, gửi xe, vé gửi xe, vé xe, phí gửi xe, giá gửi xe, tiền gửi xe,
            phí trông giữ, giá trông giữ, thu quá giá, thu tiền quá quy định, chặt chém gửi xe,
            bãi xe không phép, bãi xe trái phép, bãi xe tự phát, trông xe trái phép, tầng hầm gửi xe,
            hầm gửi xe, thu phí đỗ xe, thiếu chỗ đỗ xe, chỗ đỗ xe, chỗ để xe, chỗ đậu xe
        """),
    )),
    Group("trat-tu-do-thi", "Trật tự đô thị", "Street order", "store", (
        Leaf("lan-chiem-via-he", "Lấn chiếm vỉa hè, buôn bán", "Trade on the pavement", "store", """
            lấn chiếm, lấn chiếm vỉa hè, lấn chiếm lòng đường, lấn chiếm lòng lề đường, chiếm dụng vỉa hè,
            chiếm vỉa hè, chiếm dụng, chiếm lòng đường, chiếm dụng lòng đường, bán hàng rong, hàng rong,
            bán rong, buôn bán trên vỉa hè, buôn bán vỉa hè, buôn bán lấn chiếm, kinh doanh trên vỉa hè,
            kinh doanh lấn chiếm, bày bán, bày hàng, bày bàn ghế, kê bàn ghế, để bàn ghế, quán vỉa hè,
            quán nhậu vỉa hè, quán nước, trà đá, quán ăn lấn chiếm, chợ cóc, chợ tạm, chợ tự phát, chợ họp,
            họp chợ, họp chợ trái phép, tụ tập buôn bán, xe đẩy bán hàng, xe đẩy, mái hiên, mái vẩy, ô dù,
            dựng lều, lều lán, lán tạm, bục bệ, bậc tam cấp, đặt chậu cây, để hàng hóa, để vật liệu trên vỉa hè,
            tập kết hàng hóa, không còn lối cho người đi bộ, không còn chỗ đi bộ, hết lối đi bộ,
            phải đi xuống lòng đường, trật tự đô thị, trật tự vỉa hè, chiếm lối đi, lấn chiếm lối đi chung,
            lấn chiếm ngõ, rào chiếm, ~bàn ghế, ~hàng quán, ~mái che, ~mỹ quan đô thị, ~tiểu thương,
            ~người bán hàng, ~vỉa hè, ~lòng lề đường, ~lòng đường, ~buôn bán, ~kinh doanh, ~chợ, ~quán,
            ~bán hàng
        """),
        Leaf("bien-quang-cao", "Biển hiệu, quảng cáo, rao vặt", "Signboards and ads", "megaphone", """
            biển quảng cáo, biển hiệu, bảng hiệu, bảng quảng cáo, pano, băng rôn, tờ rơi, dán tờ rơi,
            phát tờ rơi, rao vặt, dán quảng cáo, quảng cáo rao vặt, quảng cáo trái phép, quảng cáo khoan cắt,
            khoan cắt bê tông, tín dụng đen dán, dán giấy, sơn vẽ bậy, vẽ bậy, vẽ graffiti, graffiti, viết bậy,
            bôi bẩn tường, màn hình led, hộp đèn, bảng led, biển hiệu chìa ra, treo biển, cột treo biển,
            quảng cáo ngoài trời, ~quảng cáo, ~bảng, ~biển
        """),
    )),
    Group("thoat-nuoc", "Thoát nước, hố ga", "Drains and flooding", "waves", (
        Leaf("ho-ga", "Nắp hố ga, nắp cống", "Manholes and covers", "circle-alert", """
            hố ga, nắp hố ga, nắp cống, nắp ga, nắp hố thu, mất nắp cống, mất nắp hố ga, vỡ nắp cống,
            vỡ nắp hố ga, hở nắp cống, hở nắp hố ga, nắp cống hỏng, nắp cống bị vỡ, nắp cống bị mất,
            nắp cống kêu, nắp rãnh, nắp mương, hố thu nước, miệng cống, miệng hố ga, tấm đan, tấm đan cống,
            song chắn rác, lưới chắn rác, ga thu nước, cửa thu nước, hố cống, sụp cống, sập cống, cống bị sập,
            cống sập, ~nắp, ~cống
        """),
        Leaf("ngap-ung", "Ngập úng", "Flooding", "waves", """
            ngập úng, ngập nước, úng ngập, ngập lụt, bị ngập, ngập sâu, ngập đường, đường ngập, mưa là ngập,
            cứ mưa là ngập, mưa ngập, nước ngập, nước dâng, nước tràn vào nhà, tràn vào nhà, đọng nước,
            nước đọng, ứ đọng, ứ nước, nước không thoát, không thoát được nước, không thoát nước, chống ngập,
            thoát nước kém, ngập cục bộ, điểm ngập, trạm bơm, máy bơm tiêu úng, tiêu úng, triều cường, !ngập,
            ~mưa to, ~mưa lớn
        """),
        Leaf("cong-ranh", "Cống, rãnh, mương tắc", "Blocked drains", "droplets", """
            thoát nước, cống thoát nước, hệ thống thoát nước, đường thoát nước, rãnh thoát nước,
            mương thoát nước, cống rãnh, tắc cống, cống tắc, cống bị tắc, nghẹt cống, cống nghẹt,
            tắc nghẽn cống, nạo vét, nạo vét cống, nạo vét kênh mương, khơi thông, khơi thông cống, rãnh nước,
            mương hở, cống hở, cống ngầm, vỡ cống, đường cống, kênh mương, kênh thoát nước, bùn cống,
            thông cống, ống cống, cống hộp, thoát nước mưa, ~rãnh, ~mương, ~cống, ~bùn
        """),
        Leaf("nuoc-thai", "Nước thải, sông hồ ô nhiễm", "Sewage, polluted water", "droplet-off", """
            nước thải, xả nước thải, xả thải, xả thải ra sông, nước thải sinh hoạt, nước thải chưa xử lý,
            nước cống tràn, nước cống, nước bẩn chảy ra đường, tràn nước thải, bể phốt, hầm cầu, hút bể phốt,
            hút hầm cầu, nước đen, sông ô nhiễm, hồ ô nhiễm, nước hồ, ô nhiễm nguồn nước, cá chết,
            cá chết hàng loạt, sông tô lịch, kênh ô nhiễm, mùi hôi cống, mùi hôi từ cống, cống bốc mùi,
            mùi cống, nước đen ngòm, bèo, lục bình, váng dầu, lấn hồ, san lấp ao hồ, lấp ao, ~sông, ~hồ, ~kênh,
            ~ao
        """),
    )),
    Group("moi-truong", "Rác thải, môi trường", "Rubbish and environment", "trash-2", (
        Leaf("rac-thai", "Rác thải", "Rubbish", "trash-2", """
            rác, rác thải, đổ rác, vứt rác, xả rác, đổ trộm rác, đổ trộm, đống rác, bãi rác, bãi rác tự phát,
            điểm tập kết rác, tập kết rác, thu gom rác, không thu gom, xe rác, xe gom rác, xe thu gom rác,
            thùng rác, chân rác, rác tồn đọng, rác ùn ứ, rác bốc mùi, rác sinh hoạt, túi rác, rác cồng kềnh,
            phế thải, phế thải xây dựng, rác xây dựng, xà bần, đổ phế thải, đổ đất thải, đất thải, chất thải,
            chất thải rắn, chất thải nguy hại, rác y tế, vệ sinh môi trường, quét rác, quét dọn,
            công nhân vệ sinh, thu tiền rác, phí vệ sinh, tiền rác, phân loại rác, nhà vệ sinh công cộng,
            tiểu bậy, phóng uế, xác súc vật, bẩn thỉu, rác bừa bãi, bừa bãi, ~bẩn, ~hôi thối, ~ô nhiễm,
            ~ô nhiễm môi trường, ~mùi hôi, ~vệ sinh, ~ruồi
        """),
        Leaf("dot-rac", "Đốt rác, đốt rơm rạ", "Burning waste", "flame", """
            đốt rác, đốt rơm, đốt rơm rạ, đốt rạ, đốt đồng, đốt phế liệu, đốt nhựa, đốt lốp, đốt dây điện,
            đốt than, than tổ ong, đốt vàng mã, đốt lá, khói đốt, khói rơm rạ, khói bụi do đốt, đốt chất thải,
            đốt trộm, khói độc, ~khói, ~!đốt
        """),
        Leaf("bui-mui", "Bụi, mùi, khí thải", "Dust, smell, fumes", "wind", """
            bụi bẩn, khói bụi, bụi mịn, bụi mù mịt, bụi xây dựng, xe chở đất, xe chở đất cát, rơi vãi đất,
            rơi vãi đất cát, đất cát rơi vãi, không che chắn, xe chở vật liệu, mùi hôi, mùi hôi thối, bốc mùi,
            mùi khó chịu, mùi khét, mùi sơn, mùi hóa chất, mùi nhựa, hôi thối, nồng nặc, khí thải, ống khói,
            xả khói, khói đen, ô nhiễm không khí, chất lượng không khí, không khí ô nhiễm, tưới nước rửa đường,
            rửa đường, phun nước, nhà máy gây ô nhiễm, cơ sở gây ô nhiễm, cơ sở sản xuất gây ô nhiễm, làng nghề,
            mùi dầu mỡ, khói quán nướng, khói nướng, ~!bụi, ~!mùi, ~khói, ~ô nhiễm, ~ô nhiễm môi trường
        """),
        Leaf("tieng-on", "Tiếng ồn", "Noise", "volume-2", """
            tiếng ồn, ồn ào, gây ồn, làm ồn, ồn, hát karaoke, karaoke, loa kẹo kéo, loa kéo, loa thùng, mở loa,
            bật loa, loa công suất lớn, nhạc to, mở nhạc, bật nhạc, âm thanh lớn, âm lượng lớn, hát hò, ca hát,
            mất ngủ, không ngủ được, inh ỏi, ầm ĩ, loa phường, loa phát thanh, đội kèn, kèn trống,
            đám cưới bật loa, quán bar, vũ trường, nhạc sống, thi công ban đêm, thi công đêm, khoan đục ban đêm,
            máy khoan, tiếng máy, tiếng động lớn, động cơ ồn, tiếng nhạc, quá giờ quy định, sau 22 giờ, sau 22h,
            giờ nghỉ trưa, ~rung lắc, ~loa, ~nhạc, ~đêm khuya, ~nửa đêm, ~hàng xóm, ~ban đêm
        """),
        Leaf("dong-vat", "Động vật, chó mèo, chăn nuôi", "Animals", "dog", """
            chó thả rông, thả rông, chó không rọ mõm, rọ mõm, chó cắn, chó dữ, chó hoang, chó dại, bệnh dại,
            chó mèo, mèo hoang, phóng uế của chó, phân chó, chó sủa, nuôi chó, nuôi gà, gà gáy, nuôi lợn,
            nuôi heo, nuôi bò, trâu bò, chăn nuôi, chuồng trại, gia súc, gia cầm, nuôi chim, chim yến, nuôi yến,
            bồ câu, dẫn dụ yến, xác động vật, xác chết động vật, chó chết, lợn chết, gà chết, dịch tả lợn,
            cúm gia cầm, lò mổ, giết mổ, động vật hoang dã, ngược đãi động vật, bắt chó, trộm chó, ong vò vẽ,
            ~tổ ong, ~rắn, ~chuột, ~!chó, ~!mèo
        """),
    )),
    Group("cay-xanh-cong-vien", "Cây xanh, công viên", "Trees and parks", "trees", (
        Leaf("cay-xanh", "Cây xanh", "Trees", "tree-deciduous", """
            cây xanh, cây đổ, cây gãy, cây gãy đổ, cây bật gốc, bật gốc, cây nghiêng, cây sắp đổ,
            cây có nguy cơ đổ, nguy cơ gãy đổ, cây khô, cây chết, cây mục, cây sâu mục, cành cây, cành khô,
            cành gãy, gãy cành, nhánh cây, cắt tỉa, cắt tỉa cây, tỉa cành, tỉa cây, chặt cây, chặt hạ,
            chặt hạ cây, đốn cây, trồng cây, trồng lại cây, cây cổ thụ, rễ cây, tán cây, cây phượng, cây xà cừ,
            xà cừ, cây sấu, cây bàng, cây hoa sữa, hoa sữa, cây sữa, cây đa, cây bồ đề, cây bằng lăng, cây dầu,
            cây sao đen, lá rụng, cây bóng mát, cây che khuất, cây vướng dây điện, bồn hoa, thảm cỏ, cây cảnh,
            cỏ mọc, cỏ dại, cỏ cao, cây cỏ um tùm, um tùm, phát quang, bụi rậm, dải cây xanh, sâu róm, ~gốc cây,
            ~cây to, ~cây lớn, ~lá cây, ~bóng mát, ~hàng cây, ~bồn cây, ~!cây, ~!cành, ~!cỏ, ~đổ ngã, ~gãy đổ,
            ~ngã đổ
        """),
        Leaf("cong-vien", "Công viên, sân chơi, ghế đá", "Parks and playgrounds", "trees", """
            sân chơi, khu vui chơi, khu vui chơi trẻ em, thiết bị tập thể dục, máy tập, dụng cụ thể dục,
            xích đu, cầu trượt, ghế đá, đài phun nước, sân tập, bãi cỏ, lối đi dạo, đường dạo, hồ bơi công cộng,
            nhà sinh hoạt cộng đồng, ~công viên, ~vườn hoa, ~quảng trường, ~khuôn viên, ~phố đi bộ,
            ~nhà văn hóa, ~nhà văn hóa thôn, ~nhà văn hóa tổ dân phố, ~trẻ em vui chơi, ~tập thể dục
        """),
    )),
    Group("dien-nuoc-vien-thong", "Điện, nước, viễn thông", "Power, water, telecom", "zap", (
        Leaf("chieu-sang", "Đèn chiếu sáng", "Street lamps", "lamp", """
            đèn đường, đèn chiếu sáng, chiếu sáng, chiếu sáng công cộng, đèn công cộng, điện chiếu sáng,
            điện đường, điện chiếu sáng công cộng, đèn cao áp, đèn ngõ, đèn hẻm, bóng đèn, cột đèn chiếu sáng,
            trụ đèn chiếu sáng, cột đèn, trụ đèn, đèn hỏng, đèn không sáng, đèn tắt, đèn không bật, đèn bị hỏng,
            đèn chập chờn, đèn nhấp nháy, đèn cháy bóng, tối om, tối tăm, tối đen, thiếu ánh sáng, không có đèn,
            không có đèn đường, chưa có đèn, lắp đèn, lắp thêm đèn, thay bóng, bật đèn muộn, đèn sáng ban ngày,
            đèn bật ban ngày, hệ thống chiếu sáng, hệ thống đèn, đèn trang trí, ~!đèn, ~ban đêm, ~ánh sáng,
            ~!tối
        """),
        Leaf("dien-luc", "Điện lực, cột điện, dây điện", "Power supply", "zap", """
            dây điện, đường dây điện, dây điện trần, dây điện đứt, đứt dây điện, dây điện rơi, dây điện sà thấp,
            dây điện chùng, chập điện, chập cháy điện, rò điện, rò rỉ điện, hở điện, điện giật, phóng điện,
            tia lửa điện, nổ trạm điện, trạm biến áp, máy biến áp, trạm biến thế, mất điện, cắt điện, cúp điện,
            điện yếu, điện chập chờn, công tơ, công tơ điện, đồng hồ điện, điện kế, tủ điện, hộp điện,
            hộp công tơ, tiền điện, hóa đơn điện, giá điện, điện lực, evn, lưới điện, cao thế, hạ thế,
            trung thế, hành lang lưới điện, cột điện nghiêng, cột điện gãy, trụ điện nghiêng, di dời cột điện,
            dời trụ điện, di dời trụ điện, điện sinh hoạt, ngầm hóa điện, câu trộm điện, trộm điện, ~cột điện,
            ~trụ điện, ~điện, ~dây, ~nguồn điện
        """),
        Leaf("vien-thong", "Cáp viễn thông, trạm sóng", "Telecom cables, masts", "cable", """
            cáp viễn thông, dây cáp, cáp quang, dây viễn thông, dây cáp viễn thông, dây mạng, dây internet,
            dây cáp quang, dây điện thoại, cáp treo, cáp thông tin, dây thông tin, bó cáp, búi cáp, mạng nhện,
            như mạng nhện, dây chằng chịt, dây chùng, dây võng, dây sà xuống, dây sà thấp, dây rơi xuống đường,
            dây thòng, cáp thòng, cáp chùng, cáp võng, cáp đứt, đứt cáp, dây cáp đứt, hố cáp, nắp hố cáp,
            bể cáp, nắp bể cáp, cột viễn thông, cột thông tin, tủ cáp, tủ viễn thông, cột bts, trạm bts, bts,
            trạm phát sóng, trạm thu phát sóng, cột phát sóng, sóng điện thoại, sóng yếu, mất sóng, mất mạng,
            mạng chậm, internet chậm, wifi công cộng, viettel, vnpt, fpt, mobifone, vinaphone, sim rác,
            cuộc gọi rác, tin nhắn rác, truyền hình cáp, nhà mạng, viễn thông, ngầm hóa dây, bó gọn dây,
            thu gom dây cáp, ~!cáp, ~internet, ~chằng chịt
        """),
        Leaf("cap-nuoc", "Nước sạch", "Water supply", "droplet", """
            nước sạch, cấp nước, nước máy, mất nước, cúp nước, cắt nước, ngừng cấp nước, nước yếu, áp lực nước,
            nước đục, nước có mùi, nước máy đục, nước bẩn, nước có màu, nước vàng, nước nhiễm, nước sinh hoạt,
            vỡ ống nước, vỡ đường ống, đường ống nước, rò rỉ nước, rò nước, ống nước vỡ, bể ống nước,
            vỡ ống nước sạch, đồng hồ nước, hóa đơn nước, tiền nước, giá nước, công ty nước sạch,
            công ty cấp nước, thiếu nước, không có nước, giếng khoan, nước giếng, bồn nước, bể nước ngầm,
            nước sông đà, chất lượng nước, lắp đồng hồ nước, đấu nối nước, ~đường ống, ~nước
        """),
        Leaf("ngam-khi-dot", "Xăng dầu, khí đốt", "Fuel and gas", "fuel", """
            cây xăng, cửa hàng xăng dầu, xăng dầu, bình ga, bình gas, khí gas, rò rỉ gas, rò rỉ khí gas,
            sang chiết gas, chiết nạp gas, cửa hàng gas, gas lậu, trạm sạc, trụ sạc, sạc xe điện, xăng lậu
        """),
    )),
    Group("xay-dung", "Xây dựng, nhà đất", "Building and land", "hard-hat", (
        Leaf("xay-dung-trai-phep", "Xây dựng không phép, sai phép", "Unpermitted building", "hard-hat", """
            xây dựng trái phép, xây dựng không phép, xây dựng sai phép, sai phép, xây trái phép,
            xây nhà trái phép, giấy phép xây dựng, phép xây dựng, trật tự xây dựng, vi phạm xây dựng,
            vi phạm trật tự xây dựng, cơi nới, chuồng cọp, xây thêm tầng, vượt tầng, xây vượt tầng, xây lấn,
            lấn đất công, lấn chiếm đất, lấn chiếm đất công, xây trên đất nông nghiệp, nhà xưởng trái phép,
            dựng nhà, dựng nhà tạm, công trình trái phép, công trình vi phạm, công trình không phép, cưỡng chế,
            cưỡng chế tháo dỡ, thanh tra xây dựng, xây sai thiết kế, chung cư mini, sai công năng,
            nhà siêu mỏng, xây tường rào, xây bịt, xây dựng lấn chiếm, ~không phép, ~nhà xưởng, ~nhà tạm,
            ~tháo dỡ, ~xây dựng, ~xây nhà, ~công trình, ~trái phép, ~phép
        """),
        Leaf("cong-trinh-xay-dung", "Công trường mất an toàn", "Unsafe building sites", "construction", """
            công trình đang xây, nhà đang xây, đang thi công xây dựng, nứt nhà, nứt tường, nứt nhà bên cạnh,
            lún nứt nhà, nghiêng nhà, lún nghiêng, giàn giáo, cần cẩu, cẩu tháp, vật liệu rơi, rơi vật liệu,
            tập kết vật liệu, tập kết vật liệu xây dựng, công trường xây dựng, đập phá nhà, phá dỡ nhà, phá dỡ,
            đào móng, ép cọc, đổ bê tông, lưới che chắn, che chắn công trình, không che chắn công trình,
            gạch rơi, an toàn lao động, xây nhà làm, công trình bỏ hoang, công trình dang dở,
            ~công trình xây dựng, ~vật liệu xây dựng, ~công trường, ~sửa nhà, ~thi công, ~công trình, ~xây nhà
        """),
        Leaf("quy-hoach-dat-dai", "Quy hoạch, đất đai, giải phóng mặt bằng", "Planning and land", "map", """
            quy hoạch, quy hoạch treo, dự án treo, đất đai, tranh chấp đất, lấn đất, đất nông nghiệp,
            chuyển mục đích sử dụng đất, thu hồi đất, giải phóng mặt bằng, đền bù, tái định cư, giá đất,
            ranh giới đất, ranh giới thửa đất, thửa đất, bản đồ địa chính, phân lô bán nền, phân lô, san nền,
            khai thác cát, khai thác đất, đất bỏ hoang, ~đất ở, ~đất công, ~bồi thường, ~san lấp, ~bỏ hoang,
            ~đất trống, ~khu đất, ~dự án, ~mặt bằng
        """),
        Leaf("chung-cu", "Nhà chung cư", "Apartment buildings", "building-2", """
            tòa chung cư, ban quản trị, ban quản lý tòa nhà, phí dịch vụ chung cư, quỹ bảo trì, phí bảo trì,
            thang máy, thang máy hỏng, chung cư cũ, tập thể cũ, nhà ở xã hội, bàn giao căn hộ,
            hội nghị nhà chung cư, sảnh chung cư, ~chung cư, ~nhà chung cư, ~khu chung cư, ~tòa nhà,
            ~khu tập thể, ~nhà tập thể, ~chủ đầu tư, ~căn hộ, ~cư dân, ~tòa, ~khu đô thị
        """),
    )),
    Group("an-ninh", "An ninh, an toàn", "Public safety", "shield-alert", (
        Leaf("an-ninh-trat-tu", "Gây rối, mất trật tự", "Disorder", "shield-alert", """
            an ninh trật tự, mất trật tự, mất an ninh trật tự, mất an ninh, gây rối, gây rối trật tự, gây gổ,
            đánh nhau, ẩu đả, hành hung, đe dọa, côn đồ, giang hồ, băng nhóm, tụ tập thanh niên,
            tụ tập đông người, say rượu, quậy phá, phá phách, chửi bới, hung khí, dao kiếm, ném đá,
            ném chất bẩn, tạt sơn, đòi nợ, khủng bố, thanh niên tụ tập, bạo lực gia đình, bạo hành, xâm hại,
            quấy rối, quấy rối tình dục, pháo nổ, đốt pháo, súng, đua xe trái phép, an ninh khu vực, ăn xin,
            chăn dắt, ngáo đá, tạm trú, đăng ký tạm trú, camera an ninh, lắp camera, ~nhóm thanh niên,
            ~đối tượng, ~công an, ~người lang thang, ~tâm thần, ~tụ tập, ~trật tự, ~an ninh
        """),
        Leaf("te-nan", "Ma túy, cờ bạc, tệ nạn", "Drugs, gambling, vice", "pill", """
            ma túy, nghiện hút, nghiện ngập, con nghiện, người nghiện, chích hút, tiêm chích, kim tiêm,
            bơm kim tiêm, hút chích, mua bán ma túy, sử dụng ma túy, đập đá, bóng cười, khí cười,
            thuốc lá điện tử, cờ bạc, đánh bạc, sòng bạc, đá gà, chọi gà, lô đề, ghi đề, ghi số đề, số đề,
            cá độ, mại dâm, mua bán dâm, gái mại dâm, kích dục, tệ nạn, tệ nạn xã hội, tín dụng đen,
            cho vay nặng lãi, cầm đồ, đòi nợ thuê
        """),
        Leaf("trom-cap", "Trộm cướp, lừa đảo", "Theft and fraud", "lock-keyhole", """
            trộm cắp, trộm, ăn trộm, bị trộm, mất trộm, kẻ trộm, móc túi, cướp giật, cướp, giật đồ, giật túi,
            lừa đảo, lừa tiền, bị lừa, chiếm đoạt tài sản, chiếm đoạt, lừa đảo qua mạng, lừa đảo qua điện thoại,
            mạo danh, giả danh, giả mạo, mất xe, mất xe máy, bẻ khóa, đột nhập, cắt trộm, trộm nắp cống,
            tống tiền, hàng giả, hàng nhái, hàng lậu, thuốc lá lậu, đa cấp
        """),
        Leaf("phong-chay", "Phòng cháy, chữa cháy", "Fire safety", "flame-kindling", """
            phòng cháy, phòng cháy chữa cháy, pccc, chữa cháy, cháy nổ, nguy cơ cháy, nguy cơ cháy nổ,
            lối thoát hiểm, lối thoát nạn, thoát nạn, cửa thoát hiểm, cầu thang thoát hiểm, thang thoát hiểm,
            bình chữa cháy, bình cứu hỏa, báo cháy, chuông báo cháy, hệ thống báo cháy, trụ nước chữa cháy,
            trụ cứu hỏa, họng cứu hỏa, họng nước chữa cháy, xe cứu hỏa, xe chữa cháy, đường cho xe chữa cháy,
            hỏa hoạn, đám cháy, bốc cháy, cháy nhà, cháy rừng, sạc xe điện trong nhà, kho hàng dễ cháy,
            hóa chất dễ cháy, nghiệm thu phòng cháy, khung sắt bịt lối thoát, thoát hiểm, !cháy, ~cứu hỏa
        """),
    )),
    Group("y-te-giao-duc-an-sinh", "Y tế, giáo dục, an sinh", "Health, schools, welfare", "heart-pulse", (
        Leaf("y-te", "Y tế, khám chữa bệnh", "Health", "stethoscope", """
            phòng khám, bác sĩ, điều dưỡng, y tá, khám bệnh, khám chữa bệnh, chữa bệnh, xe cấp cứu,
            bảo hiểm y tế, bhyt, thẻ bảo hiểm y tế, giấy chuyển tuyến, chuyển viện, viện phí, nhà thuốc,
            hiệu thuốc, quầy thuốc, thuốc giả, thuốc chữa bệnh, tiêm chủng, tiêm vắc xin, vắc xin, vaccine,
            tiêm phòng, sốt xuất huyết, dịch bệnh, ổ dịch, tay chân miệng, bệnh sởi, covid, phun thuốc muỗi,
            phun muỗi, diệt muỗi, muỗi, diệt lăng quăng, bọ gậy, thẩm mỹ viện, spa không phép,
            phòng khám không phép, phòng khám chui, y đức, hồ sơ sức khỏe, sổ sức khỏe điện tử, khám sức khỏe,
            xét nghiệm, ~bệnh viện, ~trạm y tế, ~bệnh nhân, ~người bệnh, ~cấp cứu, ~sở y tế, ~y tế, ~sức khỏe,
            ~bệnh
        """),
        Leaf("an-toan-thuc-pham", "An toàn thực phẩm", "Food safety", "utensils", """
            an toàn thực phẩm, vệ sinh an toàn thực phẩm, ngộ độc, ngộ độc thực phẩm, thực phẩm bẩn, thực phẩm,
            đồ ăn ôi thiu, ôi thiu, quá hạn sử dụng, hết hạn sử dụng, không rõ nguồn gốc,
            không rõ nguồn gốc xuất xứ, không nguồn gốc, hàn the, phẩm màu, chất bảo quản, thịt ôi, thịt bẩn,
            thịt lợn bệnh, thịt bệnh, rau phun thuốc, rau bẩn, thuốc trừ sâu, bếp ăn, bếp ăn tập thể, suất ăn,
            quán ăn mất vệ sinh, quán ăn bẩn, đồ ăn có gián, có gián, có ruồi, có giòi, nước đá bẩn,
            thức ăn đường phố, nôn mửa, tiêu chảy, giấy chứng nhận an toàn thực phẩm, cơ sở chế biến, ~hết hạn,
            ~bún, ~bánh mì, ~trà sữa, ~đồ ăn, ~thức ăn, ~đau bụng, ~nhà hàng, ~quán ăn
        """),
        Leaf("giao-duc", "Trường học, dạy thêm, tuyển sinh", "Schools", "school", """
            cô giáo, thầy giáo, hiệu trưởng, hội phụ huynh, quỹ lớp, lạm thu, học phí, các khoản thu,
            thu tiền đầu năm, dạy thêm, học thêm, tuyển sinh, tuyển sinh đầu cấp, trái tuyến, đúng tuyến,
            lớp học, sĩ số, trung học cơ sở, trung học phổ thông, mẫu giáo, nhà trẻ, bạo lực học đường, bán trú,
            bữa ăn bán trú, ăn bán trú, đồng phục, sách giáo khoa, bắt nạt, học bạ, kỳ thi, thi vào lớp 10,
            nhập học, xin học, đầu cấp, trung tâm ngoại ngữ, trung tâm tiếng anh, học online, điểm thi,
            thiếu trường, ~trường học, ~nhà trường, ~học sinh, ~giáo viên, ~phụ huynh, ~mầm non,
            ~trường mầm non, ~tiểu học, ~trường tiểu học, ~thcs, ~thpt, ~nghỉ học, ~trường, ~lớp, ~học,
            ~các cháu
        """),
        Leaf("an-sinh", "Trợ cấp, người nghèo, người có công", "Social welfare", "hand-heart", """
            trợ cấp, trợ cấp xã hội, bảo trợ xã hội, an sinh, an sinh xã hội, hộ nghèo, cận nghèo,
            người có công, thương binh, liệt sĩ, trợ cấp người cao tuổi, trợ cấp người khuyết tật,
            chế độ chính sách, lương hưu, bảo hiểm xã hội, bhxh, bảo hiểm thất nghiệp, thất nghiệp, hỗ trợ tiền,
            tiền hỗ trợ, gói hỗ trợ, quà tết, hoàn cảnh khó khăn, trẻ mồ côi, trẻ em bị bạo hành,
            lang thang cơ nhỡ, người vô gia cư, mai táng phí, chi trả lương hưu, nợ lương, quỵt lương,
            chậm lương, nợ bảo hiểm, đóng bảo hiểm xã hội, ~người nghèo, ~người cao tuổi, ~người khuyết tật,
            ~chế độ, ~việc làm, ~người lao động, ~công nhân, ~hỗ trợ, ~chính sách, ~tiền
        """),
    )),
    Group("chinh-quyen", "Thủ tục, chính quyền số", "Procedures, digital services", "file-text", (
        Leaf("thu-tuc", "Thủ tục hành chính", "Administrative procedures", "file-text", """
            thủ tục, thủ tục hành chính, nộp hồ sơ, trả hồ sơ, trả kết quả, chậm trả kết quả, hẹn trả kết quả,
            giấy hẹn, quá hạn trả, bộ phận một cửa, một cửa, trung tâm phục vụ hành chính công, hành chính công,
            công chứng, chứng thực, sao y, khai sinh, giấy khai sinh, đăng ký khai sinh, kết hôn,
            đăng ký kết hôn, khai tử, hộ khẩu, hộ tịch, căn cước, căn cước công dân, cccd, làm căn cước,
            hộ chiếu, sổ đỏ, sổ hồng, cấp sổ, cấp sổ đỏ, giấy chứng nhận quyền sử dụng đất, làm sổ đỏ, sang tên,
            sang tên sổ đỏ, tách thửa, đính chính, giấy phép kinh doanh, đăng ký kinh doanh,
            đăng ký hộ kinh doanh, hộ kinh doanh, lý lịch tư pháp, giấy phép lái xe, đổi bằng lái, bằng lái xe,
            xác nhận cư trú, xin xác nhận, nộp thuế, thuế đất, mã số thuế, đăng ký thường trú, thường trú,
            đăng ký xe, bốc số, lấy số, xếp hàng chờ, ~hồ sơ, ~giấy tờ, ~xác nhận, ~lệ phí, ~thuế, ~nhập khẩu,
            ~biên lai, ~chờ đợi, ~giấy phép, ~ủy ban, ~giải quyết hồ sơ
        """),
        Leaf("thai-do-can-bo", "Thái độ, trách nhiệm cán bộ", "Conduct of officials", "user-x", """
            thái độ cán bộ, thái độ phục vụ, thái độ của cán bộ, cán bộ hách dịch, hách dịch, cửa quyền,
            nhũng nhiễu, vòi vĩnh, gây khó dễ, gây khó khăn cho người dân, hạch sách, đùn đẩy,
            đùn đẩy trách nhiệm, thiếu trách nhiệm, vô trách nhiệm, không tiếp dân, tiếp dân, tiếp công dân,
            quát mắng, thái độ không tốt, thái độ thiếu, hối lộ, tham nhũng, ~cán bộ phường, ~cán bộ xã,
            ~công chức, ~thái độ, ~đòi tiền, ~đưa tiền, ~nhận tiền, ~tiêu cực, ~lãng phí, ~bao che,
            ~tổ trưởng dân phố, ~trưởng thôn, ~cán bộ, ~lãnh đạo, ~chính quyền
        """),
        Leaf("ung-dung-so", "Ứng dụng, cổng dịch vụ công", "Apps and portals", "smartphone", """
            ứng dụng, phần mềm, ihanoi, i hà nội, vneid, định danh điện tử, cổng dịch vụ công,
            dịch vụ công trực tuyến, dịch vụ công, nộp hồ sơ trực tuyến, nộp trực tuyến, đăng nhập,
            không đăng nhập được, đăng ký tài khoản, mã otp, otp, xác thực, báo lỗi, lỗi hệ thống, lỗi ứng dụng,
            lỗi mạng, cập nhật ứng dụng, không tải được, không gửi được, trang web, cổng thông tin,
            tổng đài 1022, 1022, quét mã qr, mã qr, thanh toán trực tuyến, thanh toán không dùng tiền mặt,
            chữ ký số, chuyển đổi số, bản đồ số, góp ý ứng dụng, ~app, ~tài khoản, ~mật khẩu, ~bị lỗi,
            ~giao diện, ~website, ~trực tuyến, ~hệ thống, ~điện thoại, ~online, ~lỗi
        """),
    )),
    Group("van-hoa-du-lich", "Văn hóa, du lịch, thị trường", "Culture, tourism, market", "landmark", (
        Leaf("van-hoa", "Di tích, văn hóa, thể thao", "Heritage, culture, sport", "landmark", """
            di tích, di tích lịch sử, đình chùa, nhà chùa, đền thờ, di sản, tượng đài, bảo tàng, nhà hát,
            rạp phim, sân bóng đá, bể bơi, hồ bơi, nhà thi đấu, thể dục thể thao, trùng tu, tu bổ,
            xâm phạm di tích, mê tín dị đoan, bói toán, nghĩa địa, đám tang, hỏa táng, nhà tang lễ,
            văn hóa phẩm đồi trụy, văn hóa phẩm, tên đường phố, đặt tên đường, ~ngôi đình, ~ngôi chùa, ~lễ hội,
            ~thư viện, ~sân vận động, ~sân bóng, ~nghĩa trang, ~tên phố, ~văn hóa, ~chùa, ~lịch sử
        """),
        Leaf("du-lich", "Du lịch, chặt chém du khách", "Tourism", "camera", """
            du lịch, du khách, khách du lịch, khách tây, hướng dẫn viên, công ty lữ hành, lữ hành, homestay,
            chặt chém, chèo kéo, đeo bám, đánh giày, xích lô, điểm tham quan, vé tham quan, chèo kéo khách,
            cò mồi, bán hàng ép giá, ép giá, ~khách nước ngoài, ~người nước ngoài, ~tour, ~khách sạn, ~nhà nghỉ,
            ~phố cổ
        """),
        Leaf("thi-truong", "Giá cả, hàng giả, người tiêu dùng", "Prices and consumers", "shopping-cart", """
            quản lý thị trường, hàng kém chất lượng, kém chất lượng, không niêm yết giá, niêm yết giá,
            bán quá giá, cân điêu, cân thiếu, gian lận thương mại, người tiêu dùng, đổi trả, chợ dân sinh,
            ban quản lý chợ, mua hàng online, khuyến mãi, thương nhân, ~tăng giá, ~giá cao, ~bảo hành,
            ~siêu thị, ~trung tâm thương mại, ~cửa hàng tiện lợi, ~hóa đơn, ~ki ốt, ~cửa hàng, ~giá, ~mua
        """),
    )),
    Group("linh-vuc-khac", "Lĩnh vực khác", "Other", "circle-ellipsis", (
        Leaf("thien-tai", "Bão, lụt, sạt lở, đê điều", "Storms, landslides, dikes", "cloud-lightning", """
            sạt lở, sạt lở bờ sông, lở đất, vỡ đê, đê điều, thân đê, mái đê, bờ đê, hành lang đê, bờ kè,
            kè sông, sụt kè, lũ, lũ lụt, lũ quét, bão, sau bão, tốc mái, lốc xoáy, động đất, hạn hán, thiên tai,
            thủy lợi, hồ chứa, đập tràn, ~nước lũ, ~bờ sông
        """),
        Leaf("khac", "Việc khác", "Something else", "circle-ellipsis", "phản ánh khác, việc khác"),
    )),
)

# fmt: on

# Longer words that only look like one of the above: they take their syllables away from every field.
NEUTRAL: Final = """
    cây số, đèn lồng, xe cây, cây vàng, cây nến, cây cầu, cơ quan chức năng, cơ quan có thẩm quyền,
    cấp có thẩm quyền, chính quyền địa phương, đề nghị xử lý, điện thoại, số điện thoại, rất mong,
    người dân đi lại, nhà nước, cả nước, trong nước, đất nước, nước ngoài, nước mắt, nước ta, điện ảnh,
    bưu điện, đại học bách khoa, công an phường, công an xã, trước nhà hàng, hồ tây, hồ gươm, hồ hoàn kiếm,
    sông hồng, cầu giấy, hà đông, đống đa, ủy ban nhân dân, ubnd phường, ubnd thành phố, hồ chí minh,
    hồ tùng mậu, đường láng, chợ đồng xuân, trường chinh, phường, đường đua, sức khỏe người dân,
    bệnh viện bạch mai, trường đại học, gần trường học, cổng trường, trước cổng trường, gần bệnh viện,
    cổng bệnh viện, trước cổng bệnh viện, cạnh chung cư, trước chung cư, gần chợ, cạnh công viên, gần công viên,
    đối diện trường, cạnh trường, trước trường, dưới chân cột điện, dưới chân cầu vượt, gần cây xăng,
    học sinh đi học, người già và trẻ em, người già trẻ em
"""

# Somebody may be hurt today (R37): matched like the words above, and never excused by a field.
DANGER: Final = """
    ~nguy hiểm, rất nguy hiểm, vô cùng nguy hiểm, cực kỳ nguy hiểm, hết sức nguy hiểm, gây nguy hiểm,
    nguy hiểm cho, nguy hiểm đến, nguy hiểm đến tính mạng, nguy hiểm tính mạng, đe dọa tính mạng,
    ~nguy cơ tai nạn, gây tai nạn, ~dễ gây tai nạn, tai nạn chết người, chết người, tử vong, bị thương,
    trọng thương, gãy chân, gãy tay, đã có người ngã, có người bị ngã, người bị ngã, ngã xe, nhiều người ngã,
    sụt hố, rơi xuống hố, rơi xuống cống, lọt hố, lọt xuống cống, mất nắp cống, mất nắp hố ga, hố tử thần,
    hố sâu, !sập, sắp sập, nguy cơ sập, đổ sập, sụp đổ, sắp đổ, nguy cơ đổ, nguy cơ gãy đổ, chực đổ,
    nghiêng sắp đổ, cây đổ, cây gãy đổ, đổ đè, đè trúng, rơi trúng, đá rơi, gạch rơi, cẩu tháp nghiêng,
    dây điện đứt, đứt dây điện, dây điện rơi, điện giật, rò điện, rò rỉ điện, hở điện, phóng điện, tóe lửa,
    chập điện, cháy nổ, nguy cơ cháy, nguy cơ cháy nổ, bốc cháy, đang cháy, đám cháy, cháy nhà, hỏa hoạn,
    nổ lớn, rò rỉ gas, rò rỉ khí gas, hóa chất rò rỉ, khóa lối thoát hiểm, bịt lối thoát hiểm,
    khóa cửa thoát hiểm, đánh nhau, hành hung, hung khí, cầm dao, dao kiếm, !súng, !cướp, cướp giật, đe dọa giết,
    bạo hành, xâm hại, bắt cóc, đuối nước, chết đuối, ngập sâu, sạt lở, vỡ đê, lũ quét, nước cuốn, ngộ độc,
    ngộ độc thực phẩm, nhập viện, cấp cứu, ổ dịch, chó cắn, chó dại, khẩn cấp, kêu cứu, cứu với, mắc kẹt,
    đe dọa sập
"""

# Said before a danger word they take it back: "không nguy hiểm".
NOT_DANGER: Final = """
    không nguy hiểm, không gây nguy hiểm, chưa nguy hiểm, không khẩn cấp, hàng hóa nguy hiểm, phòng cháy nổ,
    bệnh viện cấp cứu, khoa cấp cứu, phòng cấp cứu, xe cấp cứu, cấp cứu cũng không, đường cấp cứu, bảo hiểm
    cháy nổ, súng đồ chơi, đồ chơi nguy hiểm, bổ sung, sáp nhập
"""


def phrases(text: str) -> list[str]:
    """The phrases of one of the lists above."""
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]
