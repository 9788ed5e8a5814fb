"""Reading the packages' files: careful with pickles, and with what the packages got wrong."""

from __future__ import annotations

import bz2
import gzip
import pickle
from pathlib import Path

import pytest

from app.catalogue.services.building.mesh import tree_numbers, upright
from app.catalogue.services.building.packages import plain_pickle
from app.catalogue.services.building.writing import Table, write_table


def packed(folder: Path, content: object) -> Path:
    path = folder / "content.pkl.bz2"
    path.write_bytes(bz2.compress(pickle.dumps(content)))
    return path


def test_a_file_of_plain_data_is_read(tmp_path):
    content = {"aspirin": ["ecotrin"], "weights": {"aspirin": 1.5, "known": True}}
    assert plain_pickle(packed(tmp_path, content)) == content


def test_a_file_that_could_run_code_is_refused(tmp_path):
    with pytest.raises(ValueError, match="not plain data"):
        plain_pickle(packed(tmp_path, {"path": Path("somewhere")}))


def test_a_tree_number_broken_in_two_is_put_together():
    assert tree_numbers(["888.592.612.107", "C23."]) == ["C23.888.592.612.107"]


def test_only_diseases_and_mental_disorders_of_people_are_kept():
    assert tree_numbers(["C08.127.108", "F03.600", "C22.100", "G07.265", "F01.145"]) == [
        "C08.127.108",
        "F03.600",
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Pain, Back", "Back Pain"),
        ("Diabetes Mellitus, Type 2", "Diabetes Mellitus, Type 2"),
        ("Bones, Joints and Muscles", "Bones, Joints and Muscles"),
    ],
)
def test_a_name_turned_round_for_sorting_is_turned_back(written, said):
    assert upright(written) == said


def test_equal_input_gives_equal_bytes_with_the_head_first(tmp_path):
    table = Table("t.tsv.gz", ["Source one."], ["key", "name"], [["b", "B\tb"], ["a", "A"]])
    write_table(tmp_path, table)
    first = (tmp_path / "t.tsv.gz").read_bytes()
    write_table(tmp_path, table)
    assert (tmp_path / "t.tsv.gz").read_bytes() == first
    assert gzip.decompress(first).decode() == "# Source one.\nkey\tname\na\tA\nb\tB b\n"
