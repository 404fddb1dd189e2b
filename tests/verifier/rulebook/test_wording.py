from verifier.rulebook.wording import Text

BOTH = Text("{what} of {many}", "{many} 的{what}")


class TestText:
    def test_speaks_chinese_to_chinese_readers_only(self) -> None:
        text = Text("yes", "是")
        assert [text.in_(tag) for tag in ("zh-hans", "zh-CN", "zh", "en-gb", "fr")] == ["是", "是", "是", "yes", "yes"]

    def test_fills_in_values_each_in_its_own_language(self) -> None:
        assert BOTH.format(what=Text("part", "部分"), many=2) == Text("part of 2", "2 的部分")
